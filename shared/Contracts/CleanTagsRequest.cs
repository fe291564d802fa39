namespace Indexing.Contracts;

/// <summary>The body of <c>POST /v1/images/{id}/tags/clean</c>.</summary>
public sealed record CleanTagsRequest
{
    /// <summary>
    /// The tags to judge, at most 100 of 1..128 characters; <see langword="null"/>: those that the picture was announced with.
    /// </summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>How many other words are proposed at most, 0..32.</summary>
    public int Proposals { get; init; } = 3;
}
