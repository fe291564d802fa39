namespace Indexing.Vision.Imaging;

/// <summary>Recognises picture formats by their first bytes.</summary>
internal static class FormatSignature
{
    /// <summary>An SVG may begin with a declaration, a document type and comments.</summary>
    private const int SvgSearchLength = 4096;

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format, and its name when it is a picture that is not read.</summary>
    internal static EncodedFormat Detect(ReadOnlySpan<byte> file, out string? unsupportedName)
    {
        unsupportedName = null;
        if (file.StartsWith(JpegStart)) return EncodedFormat.Jpeg;
        if (file.StartsWith(PngStart)) return EncodedFormat.Png;
        if (HasAt(file, 0, "RIFF"u8) && HasAt(file, 8, "WEBP"u8)) return EncodedFormat.WebP;
        unsupportedName = NameUnsupported(file);
        return unsupportedName is null ? EncodedFormat.Unknown : EncodedFormat.Unsupported;
    }

    private static string? NameUnsupported(ReadOnlySpan<byte> file)
    {
        if (HasAt(file, 0, "GIF8"u8)) return "GIF";
        if (HasAt(file, 0, "BM"u8) && file.Length >= 14 && file[6..10].IndexOfAnyExcept((byte)0) < 0) return "BMP";
        if (HasAt(file, 0, "II*\0"u8) || HasAt(file, 0, "MM\0*"u8) || HasAt(file, 0, "II+\0"u8)) return "TIFF";
        if (HasAt(file, 4, "ftyp"u8) && IsPictureBrand(file)) return "HEIF or AVIF";
        if (HasAt(file, 0, "8BPS"u8)) return "Photoshop";
        if (HasAt(file, 4, "jP  "u8) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51])) return "JPEG 2000";
        if (HasAt(file, 4, "JXL "u8) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A])) return "JPEG XL";
        if (file.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0])) return "ICO";
        if (HasAt(file, 0, "%PDF-"u8)) return "PDF";
        return IsSvg(file) ? "SVG" : null;
    }

    private static bool IsPictureBrand(ReadOnlySpan<byte> file) =>
        HasAt(file, 8, "hei"u8) || HasAt(file, 8, "hev"u8) || HasAt(file, 8, "avi"u8) ||
        HasAt(file, 8, "mif1"u8) || HasAt(file, 8, "msf1"u8);

    /// <summary>A web page may contain an SVG as well: that is no picture.</summary>
    private static bool IsSvg(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, SvgSearchLength)];
        var svg = start.IndexOf("<svg"u8);
        return svg >= 0 && start[..svg].IndexOf("<html"u8) < 0 && start[..svg].IndexOf("<body"u8) < 0;
    }

    private static bool HasAt(ReadOnlySpan<byte> file, int offset, ReadOnlySpan<byte> mark) =>
        file.Length >= offset + mark.Length && file.Slice(offset, mark.Length).SequenceEqual(mark);
}
