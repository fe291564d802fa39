using Indexing.VectorStore;

namespace Indexing.Query.Tests.Contract;

/// <summary>A store that cannot be reached.</summary>
internal sealed class AwayVectorStore : IVectorStore
{
    private static VectorStoreException Gone => new("The store at 10.0.0.7 does not answer.", isTransient: true);

    public Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(
        IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken) => throw Gone;

    public Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken) => throw Gone;

    public Task CheckAsync(CancellationToken cancellationToken) => throw Gone;

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) => throw Gone;

    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) => throw Gone;
}
