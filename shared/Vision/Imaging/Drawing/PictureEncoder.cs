using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Imaging.Drawing;

/// <summary>Writes pictures. Safe for concurrent use.</summary>
public static class PictureEncoder
{
    /// <summary>Encodes pixels.</summary>
    /// <param name="pixels"><paramref name="height"/> x <paramref name="width"/> x 3 bytes RGB, sRGB, row-major.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="encoding">Format of the file.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, PictureEncoding encoding)
    {
        if (width <= 0 || height <= 0 || pixels.Length != DecodedImage.Channels * width * height)
            throw new ArgumentException($"{pixels.Length} bytes are not {width} x {height} RGB pixels.", nameof(pixels));
        using var image = VipsImage.FromPixels(pixels, width, height);
        var (saver, options) = encoding switch
        {
            PictureEncoding.Jpeg => ("jpegsave_buffer", "Q=88,optimize-coding=true"),
            PictureEncoding.Png => ("pngsave_buffer", "compression=6"),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Jpeg and Png are written."),
        };
        return new VipsOperation(saver).Image("in", image).Options(options).RunToBytes();
    }
}
