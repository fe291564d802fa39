using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>A real store that is away for the first writes of finished pictures.</summary>
/// <param name="inner">The real store.</param>
/// <param name="failures">How many writes fail; announcements (pending) never do.</param>
public sealed class FlakyVectorStore(IVectorStore inner, int failures) : DelegatingVectorStore(inner)
{
    private int _writes;

    /// <summary>How many writes failed.</summary>
    public int Failed => Math.Min(failures, Volatile.Read(ref _writes));

    /// <inheritdoc/>
    public override Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Status != ImageStatus.Pending && Interlocked.Increment(ref _writes) <= failures)
            throw new VectorStoreException("The store is away.", isTransient: true);
        return base.ReplaceImageAsync(image, words, scene, cancellationToken);
    }
}
