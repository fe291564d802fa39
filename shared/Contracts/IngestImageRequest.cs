namespace Indexing.Contracts;

/// <summary>HTTP form of <see cref="IngestImage"/>: the service assigns the version when it is absent.</summary>
public sealed record IngestImageRequest
{
    /// <summary>The publisher's id of the picture, 1..1024 characters, unique within the tenant; not <c>.</c> or <c>..</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>
    /// Owner of the picture, 1..128 characters; <see langword="null"/>: the only tenant of the caller's API key, otherwise <c>default</c>.
    /// </summary>
    public string? Tenant { get; init; }

    /// <summary>Monotonic version, not negative; <see langword="null"/> lets the service assign a newer one than it knows.</summary>
    public long? Version { get; init; }

    /// <summary>Where the picture is.</summary>
    public required ImageSource Source { get; init; }

    /// <summary>Searchable tags, at most 64 of 1..128 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Free metadata, at most 64 entries.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
