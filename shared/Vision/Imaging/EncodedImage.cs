using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Imaging;

/// <summary>A pinned file of an allowed format.</summary>
internal readonly unsafe struct EncodedImage(EncodedFormat format, byte* start, int length)
{
    internal EncodedFormat Format => format;

    /// <summary>Reads the header; the pixels follow when they are asked for, from top to bottom.</summary>
    /// <param name="shrink">1, 2, 4 or 8: JPEG only.</param>
    /// <exception cref="VipsException">The header is damaged.</exception>
    internal VipsImage Open(int shrink)
    {
        // The loader by its name: the bytes have been recognised already, and nothing else may try them.
        // JPEG fails on warnings: a broken entropy code is one, and leaves grey or shifted blocks behind it (no warning among 8,479 real
        // photographs). PNG does not: a slightly wrong colour profile is one.
        // Not the thumbnail operation: it ignores fail-on and returns half a picture with a grey rest.
        (string loader, string options) = format switch
        {
            EncodedFormat.Jpeg => ("jpegload_buffer", $"access=sequential,fail-on=warning,shrink={shrink}"),
            EncodedFormat.Png => ("pngload_buffer", "access=sequential,fail-on=truncated"),
            EncodedFormat.WebP => ("webpload_buffer", "access=sequential,fail-on=truncated"),
            _ => throw new InvalidOperationException($"No loader for {format}."),
        };
        return new VipsOperation(loader).Buffer("buffer", start, length).Options(options).RunToImage();
    }
}
