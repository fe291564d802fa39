namespace Indexing.Ingest.Http;

/// <summary>Media type of a picture by its first bytes; only the formats that the decoder reads, whatever the publisher claimed.</summary>
internal static class PictureMediaType
{
    /// <summary>So many bytes are enough to tell.</summary>
    public const int HeaderLength = 12;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The media type, or <see langword="null"/> for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (header.StartsWith(Png))
            return "image/png";
        return header.Length >= HeaderLength && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }
}
