namespace Indexing.Contracts;

/// <summary>The body of <c>POST /v1/images/{id}/captions</c>.</summary>
public sealed record RankCaptionsRequest
{
    /// <summary>
    /// The sentences to rank, at most 1000 of 1..1024 characters; <see langword="null"/>: the known captions of the pictures that look most
    /// alike, which are those announced with the metadata <c>caption</c> or <c>captions</c> (one a line).
    /// </summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>How many sentences at most, 1..1000.</summary>
    public int Top { get; init; } = 5;
}
