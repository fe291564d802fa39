namespace Indexing.VectorStore;

/// <summary>
/// Where the words and the scene of every picture are kept and found again. The port takes vectors, codes and filters, never query text.
/// </summary>
/// <remarks>
/// <para>Implementations are safe for concurrent use by any number of threads and by several processes.</para>
/// <para>
/// Convergence: an image is identified by (<see cref="ImageKey.Tenant"/>, <see cref="ImageKey.ImageId"/>) and carries a
/// monotonic <see cref="ImageRecord.Version"/>. The newest version wins, whatever the order of the calls; a delete leaves a
/// tombstone that carries its version. Repeating a call changes nothing, so redelivered and duplicated messages are harmless.
/// </para>
/// <para>
/// Every method throws <see cref="VectorStoreException"/> when the store fails, with <see cref="VectorStoreException.IsTransient"/>
/// telling whether a retry can help, and <see cref="OperationCanceledException"/> only when the caller's token was cancelled.
/// </para>
/// </remarks>
public interface IVectorStore
{
    /// <summary>
    /// Makes <paramref name="image"/>, exactly these <paramref name="words"/> and this <paramref name="scene"/> the state of the image: one
    /// logical change, no reader sees words or scenes of two versions.
    /// </summary>
    /// <param name="image">The record; a rejected, pending or deleted image has neither words nor a scene.</param>
    /// <param name="words">The text instances; their memory is only read during the call and stays the caller's.</param>
    /// <param name="scene">
    /// What the whole picture shows: a vector of unit length, all of one store have the same dimension (256 for <c>scene-sentence/1</c>);
    /// only read during the call. Empty: the image has none and is found by its words only.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the image is then in its old or in its new state.</param>
    /// <returns>
    /// <see cref="ReplaceResult.Replaced"/>, or <see cref="ReplaceResult.Superseded"/> when a newer version is already stored
    /// (an equal version is replaced, except that a finished image is not put back to pending by its own version, and that a tombstone
    /// yields to newer versions only: of a picture and its deletion with one version the deletion wins, whichever comes first).
    /// </returns>
    Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken);

    /// <summary>Reads the image records of these keys, tombstones included.</summary>
    /// <returns>The records that exist, in no particular order.</returns>
    Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken);

    /// <summary>Reads the words of the image's current version, by region index. Empty when there is no such image.</summary>
    Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>Reads the scene of the image's current version, of unit length; empty when there is no such image or it has none.</summary>
    Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>Every image record of a tenant in ascending image id order (ordinal), tombstones included.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="status">Only records of this status; <see langword="null"/>: all.</param>
    /// <param name="afterImageId">Start behind this image id; <see langword="null"/> starts at the beginning.</param>
    /// <param name="limit">1..1000 records.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken);

    /// <summary>The words nearest to a vector, best first, only of current image versions.</summary>
    /// <returns>At most <see cref="WordSearch.Limit"/> words in descending <see cref="WordHit.Similarity"/>.</returns>
    Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken);

    /// <summary>
    /// The words that have the largest share of the asked character n-grams, only of current image versions: candidates for "contains this
    /// piece of text", which no vector can propose.
    /// </summary>
    /// <returns>
    /// At most <see cref="GramSearch.Limit"/> words in descending share, each at least <see cref="GramSearch.MinShare"/>;
    /// <see cref="WordHit.Similarity"/> is the share, 0..1. Of words with equal shares any may be left out when there are too many.
    /// </returns>
    Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken);

    /// <summary>The images whose scenes are nearest to a vector, best first, only by current versions.</summary>
    /// <returns>
    /// At most <see cref="SceneSearch.Limit"/> images in descending <see cref="SceneHit.Similarity"/>, then by image id (ordinal); fewer
    /// only when no more that fulfil the filter have a scene. Of equal similarities at the end of the list any may be left out.
    /// </returns>
    Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken);

    /// <summary>What is written in the images: the readings that begin so, most frequent first, then in ordinal order.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="prefix">0..64 characters as in <see cref="WordRecord.Reading"/>; empty: every reading.</param>
    /// <param name="limit">1..1000 readings.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>Indexed images that look alike: those whose hash differs in few bits, nearest first, then by image id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="perceptualHash">As in <see cref="ImageRecord.PerceptualHash"/>.</param>
    /// <param name="maxDistance">Most differing bits, 0..7.</param>
    /// <param name="limit">1..1000 images.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Verifies that the store can be read and written now; no reader sees a change. Tells an outage, during which workers wait, from a
    /// failure of one image.
    /// </summary>
    /// <exception cref="VectorStoreException">The store is away, full or read-only.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Every tenant that has an image record, in ordinal order; at most 100,000.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>Counts by status and words, for one tenant.</summary>
    Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken);
}
