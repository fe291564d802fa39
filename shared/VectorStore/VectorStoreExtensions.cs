namespace Indexing.VectorStore;

/// <summary>Shorter calls of an <see cref="IVectorStore"/>.</summary>
public static class VectorStoreExtensions
{
    /// <summary>
    /// <see cref="IVectorStore.ReplaceImageAsync"/> for an image without a scene: one that is announced, rejected or deleted, or that no
    /// sentence pack has looked at.
    /// </summary>
    public static Task<ReplaceResult> ReplaceImageAsync(
        this IVectorStore store, ImageRecord image, IReadOnlyList<WordRecord> words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReplaceImageAsync(image, words, ReadOnlyMemory<float>.Empty, cancellationToken);
    }
}
