using System.Globalization;
using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Imaging;

/// <summary>The steps between a loader and our pixels. Each returns an image of its own, computed later.</summary>
internal static class PixelPipeline
{
    /// <summary>Grey, CMYK, palette, 16-bit and transparent pictures to 3 x 8-bit sRGB on white.</summary>
    internal static VipsImage ToSrgb(VipsImage image)
    {
        if (IsSrgb(image)) return image.Share();
        using var colour = new VipsOperation("colourspace").Image("in", image).Options("space=srgb").RunToImage();
        using var opaque = colour.HasAlpha
            ? new VipsOperation("flatten").Image("in", colour).Options("background=255").RunToImage()
            : colour.Share();
        var bytes = opaque.Format == VipsImage.FormatByte
            ? opaque.Share()
            : new VipsOperation("cast").Image("in", opaque).Options("format=uchar").RunToImage();
        if (IsSrgb(bytes)) return bytes;
        bytes.Dispose();
        throw new VipsException("colourspace", "not a picture of three colours");
    }

    /// <summary>Reduces to an exact size.</summary>
    internal static VipsImage Reduce(VipsImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image.Share();
        var (horizontal, vertical) = ((double)width / image.Width, (double)height / image.Height);
        var options = string.Create(CultureInfo.InvariantCulture, $"scale={horizontal:R},vscale={vertical:R},kernel=lanczos3");
        return new VipsOperation("resize").Image("in", image).Options(options).RunToImage();
    }

    /// <summary>Turns by the EXIF orientation 1..8.</summary>
    internal static VipsImage TurnUpright(VipsImage image, int orientation)
    {
        if (orientation == 1) return image.Share();
        // Turning reads columns, the loader gives rows: the small picture is computed first.
        using var computed = image.ToMemory();
        return new VipsOperation("autorot").Image("in", computed).RunToImage();
    }

    private static bool IsSrgb(VipsImage image) =>
        image is { Interpretation: VipsImage.InterpretationSrgb, Format: VipsImage.FormatByte, Bands: DecodedImage.Channels };
}
