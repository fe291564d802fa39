namespace Indexing.Search;

/// <summary>What one channel has found.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="MinScore">The threshold that was applied, 0..1.</param>
/// <param name="Images">The pictures, best first.</param>
internal sealed record ChannelAnswer(SearchChannel Channel, double MinScore, IReadOnlyList<MatchedImage> Images);
