namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/images/{id}/summary</c>: what a picture shows, in a few words.</summary>
public sealed record ImageSummary
{
    /// <summary>
    /// The words whose weighted sum comes nearest to the picture, in the order in which they were found: each explains most of what those
    /// before it leave. Empty when no word fits.
    /// </summary>
    public required IReadOnlyList<SummaryWord> Words { get; init; }

    /// <summary>How much of the picture the sum explains, 0..1: one minus the squared length of what is left of its unit vector.</summary>
    public required double Explained { get; init; }
}
