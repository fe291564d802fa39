namespace Indexing.Contracts;

/// <summary>Where a picture comes from: exactly one of <see cref="Uri"/> and <see cref="Inline"/>.</summary>
public sealed record ImageSource
{
    /// <summary>Address of the picture: <c>file:</c> below an allowed root.</summary>
    public string? Uri { get; init; }

    /// <summary>The picture itself, base64 in JSON, at most 256 KiB decoded.</summary>
    public byte[]? Inline { get; init; }

    /// <summary>SHA-256 of the picture, hexadecimal. When given, other bytes are rejected.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The publisher's media type; informative, the bytes decide.</summary>
    public string? ContentType { get; init; }
}
