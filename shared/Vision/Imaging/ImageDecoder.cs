using Indexing.Vision.Imaging.Vips;
using Microsoft.Extensions.Options;

namespace Indexing.Vision.Imaging;

/// <summary>
/// Decodes JPEG, PNG and WebP files to upright 8-bit sRGB pixels whose longer side is at most <see cref="ImageDecodingOptions.MaxSide"/>:
/// <list type="number">
/// <item>the size of the file and its first bytes are checked;</item>
/// <item>the header is read, and the size it declares is checked before any pixel is decoded;</item>
/// <item>the pixels are decoded (JPEG at 1/2, 1/4 or 1/8 where that stays above the wanted size) and converted to sRGB on white;</item>
/// <item>the picture is reduced to the wanted size (Lanczos 3) and turned upright.</item>
/// </list>
/// </summary>
/// <remarks>
/// Safe for concurrent use; a call works on one thread and holds about 20 MiB outside of the managed heap for a 12-megapixel photograph.
/// A file that is damaged or ends early is rejected, never half decoded. Of animations the first frame is decoded.
/// Colour profiles of CMYK pictures are applied, those of RGB pictures are not: wide-gamut colours come out a little dull, which no text
/// depends on.
/// </remarks>
public sealed class ImageDecoder
{
    private readonly int _maxSide;
    private readonly ImageLimits _limits;

    /// <summary>Creates a decoder.</summary>
    /// <param name="options">Limits and size.</param>
    /// <exception cref="DllNotFoundException">libvips is missing; the message says what to install.</exception>
    public ImageDecoder(IOptions<ImageDecodingOptions> options)
    {
        _maxSide = options.Value.MaxSide;
        _limits = new ImageLimits(options.Value);
        VipsLibrary.Ensure();
    }

    /// <summary>Decodes a file.</summary>
    /// <param name="encoded">The whole file. Read during the call only.</param>
    /// <returns>The picture, which the caller disposes, or why there is none.</returns>
    public unsafe DecodeResult Decode(ReadOnlyMemory<byte> encoded)
    {
        var file = encoded.Span;
        if (_limits.RejectFile(file, out EncodedFormat format) is { } notAllowed) return new DecodeResult(notAllowed);
        // libvips reads the file while it computes the last step: it stays pinned until then.
        fixed (byte* start = file)
        {
            try
            {
                return DecodePixels(new EncodedImage(format, start, file.Length));
            }
            catch (VipsException)
            {
                return new DecodeResult(_limits.RejectDamage(format, file));
            }
        }
    }

    private DecodeResult DecodePixels(EncodedImage encoded)
    {
        using var header = encoded.Open(shrink: 1);
        if (_limits.RejectSize(header.Width, header.Height) is { } rejection) return new DecodeResult(rejection);

        var size = DecodedSize.For(header.Width, header.Height, _maxSide);
        var shrink = encoded.Format == EncodedFormat.Jpeg ? size.JpegShrink : 1;
        using var loaded = shrink == 1 ? header.Share() : encoded.Open(shrink);
        using var colour = PixelPipeline.ToSrgb(loaded);
        using var reduced = PixelPipeline.Reduce(colour, size.Width, size.Height);
        using var upright = PixelPipeline.TurnUpright(reduced, header.Orientation);

        var swapped = header.Orientation >= 5;
        var image = DecodedImage.Rent(
            upright.Width, upright.Height, swapped ? header.Height : header.Width, swapped ? header.Width : header.Height);
        try
        {
            upright.WriteTo(image.Writable);
            return new DecodeResult(image);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }
}
