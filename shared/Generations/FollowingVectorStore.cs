using Indexing.VectorStore;

namespace Indexing.Generations;

/// <summary>The store of whichever generation is in use when a call is made; for what does not depend on a model pack.</summary>
internal sealed class FollowingVectorStore(ActiveGeneration active) : IVectorStore
{
    public Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken) =>
        CallAsync(store => store.ReplaceImageAsync(image, words, scene, cancellationToken));

    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) =>
        CallAsync(store => store.GetImagesAsync(keys, cancellationToken));

    public Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken) =>
        CallAsync(store => store.GetWordsAsync(key, cancellationToken));

    public Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken) =>
        CallAsync(store => store.GetSceneAsync(key, cancellationToken));

    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken) =>
        CallAsync(store => store.ListImagesAsync(tenant, status, afterImageId, limit, cancellationToken));

    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) =>
        CallAsync(store => store.SearchWordsAsync(search, cancellationToken));

    public Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken) =>
        CallAsync(store => store.SearchGramsAsync(search, cancellationToken));

    public Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken) =>
        CallAsync(store => store.SearchScenesAsync(search, cancellationToken));

    public Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken) =>
        CallAsync(store => store.ListReadingsAsync(tenant, prefix, limit, cancellationToken));

    public Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken) =>
        CallAsync(store => store.FindLookalikesAsync(tenant, perceptualHash, maxDistance, limit, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken) => CallAsync(async store =>
    {
        await store.CheckAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
        CallAsync(store => store.ListTenantsAsync(cancellationToken));

    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) =>
        CallAsync(store => store.GetStatisticsAsync(tenant, cancellationToken));

    private async Task<T> CallAsync<T>(Func<IVectorStore, Task<T>> call)
    {
        using var lease = active.Rent();
        return await call((IVectorStore)lease.Services.GetService(typeof(IVectorStore))!).ConfigureAwait(false);
    }
}
