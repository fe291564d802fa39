using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Embedding;

/// <summary>Turns word regions into vectors and CTC posteriors. Safe for concurrent use.</summary>
public interface IRegionEmbedder
{
    /// <summary>Dimension of the lexical vectors.</summary>
    int LexicalDimension { get; }

    /// <summary>Crops and embeds the regions.</summary>
    /// <param name="image">The decoded picture; only read, and no longer when the task is completed.</param>
    /// <param name="regions">The regions of this picture; not to be changed until the task is completed.</param>
    /// <param name="cancellationToken">Takes back what still waits for its turn; what has begun runs to its end.</param>
    /// <returns>One entry per region, in the same order; the caller disposes it, which hands the memory back.</returns>
    /// <exception cref="OperationCanceledException">The call was taken back.</exception>
    /// <exception cref="ObjectDisposedException">The embedder was disposed before the call's turn.</exception>
    Task<RegionEmbeddings> EmbedAsync(DecodedImage image, IReadOnlyList<TextRegion> regions, CancellationToken cancellationToken);
}
