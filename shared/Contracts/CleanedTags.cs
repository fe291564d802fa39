namespace Indexing.Contracts;

/// <summary>
/// The answer to <c>POST /v1/images/{id}/tags/clean</c>: which tags the picture bears out. Nothing is changed: it is a proposal.
/// </summary>
public sealed record CleanedTags
{
    /// <summary>Every tag that was asked about, in the order of the question.</summary>
    public required IReadOnlyList<CleanedTag> Tags { get; init; }

    /// <summary>Words that fit the picture and are not among the tags.</summary>
    public required IReadOnlyList<SummaryWord> Proposed { get; init; }
}
