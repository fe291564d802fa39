namespace Indexing.BlobStore;

/// <summary>Outcome of <see cref="IBlobStore.OpenAsync"/>.</summary>
public sealed record OpenBlobResult
{
    /// <summary>What happened.</summary>
    public required OpenBlobStatus Status { get; init; }

    /// <summary>The content when <see cref="Status"/> is <see cref="OpenBlobStatus.Opened"/>; the caller disposes it.</summary>
    public Stream? Content { get; init; }

    /// <summary>Length of the content in bytes, or <see langword="null"/> when the store does not know it beforehand.</summary>
    public long? Length { get; init; }
}
