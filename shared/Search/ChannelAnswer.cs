namespace Indexing.Search;

/// <summary>What one channel has found.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="MinScore">The threshold that was applied, 0..1.</param>
/// <param name="Images">
/// The pictures, best first; with quoted words the scenes of the pictures that show them come first, whatever their score.
/// </param>
internal sealed record ChannelAnswer(SearchChannel Channel, double MinScore, IReadOnlyList<MatchedImage> Images)
{
    /// <summary>Weight in the fusion when the question names none.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Why mode auto takes the channel, or left its answers out; otherwise <see langword="null"/>.</summary>
    public string? Reason { get; init; }
}
