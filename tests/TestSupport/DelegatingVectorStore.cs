using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>A store that passes every call on; a test double overrides the one that it changes.</summary>
/// <param name="inner">The real store.</param>
public abstract class DelegatingVectorStore(IVectorStore inner) : IVectorStore
{
    /// <inheritdoc/>
    public virtual Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken) =>
        inner.ReplaceImageAsync(image, words, scene, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ImageRecord>> GetImagesAsync(
        IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken) =>
        inner.GetImagesAsync(keys, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken) =>
        inner.GetWordsAsync(key, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken) =>
        inner.GetSceneAsync(key, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken) =>
        inner.ListImagesAsync(tenant, status, afterImageId, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken) =>
        inner.SearchWordsAsync(search, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken) =>
        inner.SearchGramsAsync(search, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken) =>
        inner.SearchScenesAsync(search, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken) =>
        inner.ListReadingsAsync(tenant, prefix, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken) =>
        inner.FindLookalikesAsync(tenant, perceptualHash, maxDistance, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
        inner.ListTenantsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken) =>
        inner.GetStatisticsAsync(tenant, cancellationToken);
}
