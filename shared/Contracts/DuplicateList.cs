namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/images/{id}/duplicates</c>: pictures that look like this one.</summary>
public sealed record DuplicateList
{
    /// <summary>Without the picture itself, nearest first.</summary>
    public required IReadOnlyList<Duplicate> Duplicates { get; init; }
}
