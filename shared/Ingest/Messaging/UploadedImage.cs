using Indexing.VectorStore;

namespace Indexing.Ingest.Messaging;

/// <summary>A picture that comes as a stream.</summary>
public sealed record UploadedImage
{
    /// <summary>Identity of the picture.</summary>
    public required ImageKey Key { get; init; }

    /// <summary>Monotonic version, not negative; <see langword="null"/>: a newer one than is known.</summary>
    public long? Version { get; init; }

    /// <summary>Searchable tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The file; read once, to its end, and not disposed.</summary>
    public required Stream Content { get; init; }
}
