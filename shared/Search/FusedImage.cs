using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>A picture in the final order.</summary>
/// <param name="Image">The picture.</param>
/// <param name="FusedScore">What the order follows; comparable within one answer.</param>
/// <param name="Matches">What each channel found, the leading channel first.</param>
/// <param name="Ranks">Where each channel ranks it, in the same order.</param>
internal sealed record FusedImage(
    ImageKey Image, double FusedScore, IReadOnlyList<MatchedImage> Matches, IReadOnlyList<ChannelRank> Ranks);
