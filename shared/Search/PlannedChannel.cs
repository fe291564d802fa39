namespace Indexing.Search;

/// <summary>A channel that is searched.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="MinScore">Smallest score of a match, 0..1.</param>
/// <param name="Reason">Why mode auto takes it; otherwise <see langword="null"/>.</param>
internal sealed record PlannedChannel(SearchChannel Channel, double MinScore, string? Reason);
