namespace Indexing.Client;

/// <summary>A picture to be uploaded.</summary>
public sealed record PictureUpload
{
    /// <summary>The publisher's id of the picture, 1..1024 characters, unique within the tenant; not <c>.</c> or <c>..</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>A JPEG, PNG or WebP file; read once, to its end, and disposed.</summary>
    public required Stream Picture { get; init; }

    /// <summary>Owner of the picture; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</summary>
    public string? Tenant { get; init; }

    /// <summary>Monotonic version, not negative; <see langword="null"/> lets the service assign a newer one than it knows.</summary>
    public long? Version { get; init; }

    /// <summary>Searchable tags, at most 64 of 1..128 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
