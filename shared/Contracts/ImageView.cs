namespace Indexing.Contracts;

/// <summary>A picture as the index knows it, with every word that is searchable in it.</summary>
public sealed record ImageView
{
    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public required string Tenant { get; init; }

    /// <summary>The newest version known.</summary>
    public required long Version { get; init; }

    /// <summary><c>pending</c>, <c>indexed</c>, <c>rejected</c> or <c>deleted</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Stable reason code of a rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the picture is, if it was given by address.</summary>
    public string? Uri { get; init; }

    /// <summary>SHA-256 of the picture, lower-case hexadecimal; <see langword="null"/> when it was never read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Width of the upright picture in pixels; 0 when unknown.</summary>
    public int Width { get; init; }

    /// <summary>Height of the upright picture in pixels; 0 when unknown.</summary>
    public int Height { get; init; }

    /// <summary>Size of the encoded picture in bytes; 0 when unknown.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The publisher's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The publisher's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The model pack that read it, for example <c>scene-text/1</c>; <see langword="null"/> when none has.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>When the index last wrote this down (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The words as they were found; neighbours that may be one word or two stand there in both forms.</summary>
    public IReadOnlyList<WordView> Words { get; init; } = [];
}
