using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Embedding;

/// <summary>Turns word regions into vectors and CTC posteriors. Safe for concurrent use.</summary>
public interface IRegionEmbedder
{
    /// <summary>Dimension of the lexical vectors.</summary>
    int LexicalDimension { get; }

    /// <summary>Crops and embeds the regions.</summary>
    /// <param name="image">The decoded picture; only read.</param>
    /// <param name="regions">The regions of this picture.</param>
    /// <returns>One entry per region, in the same order; the caller disposes it, which hands the memory back.</returns>
    RegionEmbeddings Embed(DecodedImage image, IReadOnlyList<TextRegion> regions);
}
