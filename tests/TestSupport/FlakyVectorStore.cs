using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>A real store that is away for the first writes of finished pictures.</summary>
/// <param name="inner">The real store.</param>
/// <param name="failures">How many writes fail; announcements (pending) never do.</param>
public sealed class FlakyVectorStore(IVectorStore inner, int failures) : IVectorStore
{
    private int _writes;

    /// <summary>How many writes failed.</summary>
    public int Failed => Math.Min(failures, Volatile.Read(ref _writes));

    /// <inheritdoc/>
    public Task<ReplaceResult> ReplaceImageAsync(ImageRecord image, IReadOnlyList<WordRecord> words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Status != ImageStatus.Pending && Interlocked.Increment(ref _writes) <= failures)
            throw new VectorStoreException("The store is away.", isTransient: true);
        return inner.ReplaceImageAsync(image, words, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) =>
        inner.GetImagesAsync(keys, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken) =>
        inner.GetWordsAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, string? afterImageId, int limit, CancellationToken cancellationToken) =>
        inner.ListImagesAsync(tenant, afterImageId, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) =>
        inner.SearchWordsAsync(search, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) =>
        inner.GetStatisticsAsync(tenant, cancellationToken);
}
