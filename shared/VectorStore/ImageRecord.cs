namespace Indexing.VectorStore;

/// <summary>One image as the store knows it: identity, version, status and what a result page shows of it.</summary>
public sealed record ImageRecord
{
    /// <summary>Identity of the image.</summary>
    public required ImageKey Key { get; init; }

    /// <summary>Monotonic version of the image; the newest wins. Any non-negative number, for example Unix microseconds.</summary>
    public required long Version { get; init; }

    /// <summary>What became of this version.</summary>
    public required ImageStatus Status { get; init; }

    /// <summary>Where the picture can be fetched again.</summary>
    public string? Uri { get; init; }

    /// <summary>SHA-256 of the picture's bytes, lower-case hexadecimal; <see langword="null"/> when it was never read.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Width of the upright picture in pixels; 0 when unknown.</summary>
    public int Width { get; init; }

    /// <summary>Height of the upright picture in pixels; 0 when unknown.</summary>
    public int Height { get; init; }

    /// <summary>Size of the encoded picture in bytes; 0 when unknown.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Number of stored words of this version.</summary>
    public int WordCount { get; init; }

    /// <summary>Stable reason code of a rejection, for example <c>not_an_image</c>; otherwise <see langword="null"/>.</summary>
    public string? RejectedReason { get; init; }

    /// <summary>
    /// What the picture looks like in 64 bits: few bits differ between copies of one picture; <see langword="null"/> when it was never
    /// decoded. The store treats the bits as opaque and counts differing ones.
    /// </summary>
    public ulong? PerceptualHash { get; init; }

    /// <summary>The publisher's tags; searched with <see cref="ImageFilter.Tags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The publisher's free metadata, returned as given; searched with <see cref="ImageFilter.Metadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Name and version of the model pack that made the words, for example <c>scene-text/1</c>.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>When this record was written (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
