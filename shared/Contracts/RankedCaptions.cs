namespace Indexing.Contracts;

/// <summary>The answer to <c>POST /v1/images/{id}/captions</c>: sentences that describe a picture.</summary>
public sealed record RankedCaptions
{
    /// <summary>The sentences, best first.</summary>
    public required IReadOnlyList<RankedCaption> Captions { get; init; }
}
