using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;

namespace Indexing.Query.Tests;

/// <summary>A real store in which something else happens between the reading of a picture's record and the reading of its words.</summary>
internal sealed class ChangingVectorStore(SqliteVectorStore inner) : IVectorStore
{
    private int _changes;

    /// <summary>What happens, once.</summary>
    public Func<IVectorStore, Task>? Change { get; set; }

    public async Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken)
    {
        if (Change is not null && Interlocked.Increment(ref _changes) == 1)
            await Change(inner);
        return await inner.GetWordsAsync(key, cancellationToken);
    }

    public Task<ReplaceResult> ReplaceImageAsync(ImageRecord image, IReadOnlyList<WordRecord> words, CancellationToken cancellationToken) =>
        inner.ReplaceImageAsync(image, words, cancellationToken);

    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) =>
        inner.GetImagesAsync(keys, cancellationToken);

    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, string? afterImageId, int limit, CancellationToken cancellationToken) =>
        inner.ListImagesAsync(tenant, afterImageId, limit, cancellationToken);

    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) =>
        inner.SearchWordsAsync(search, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) =>
        inner.GetStatisticsAsync(tenant, cancellationToken);
}
