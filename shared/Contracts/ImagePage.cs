namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/images</c>: pictures and what became of them, by id.</summary>
public sealed record ImagePage
{
    /// <summary>At most as many as were asked for, in ascending order of their ids.</summary>
    public required IReadOnlyList<ImageStatusView> Images { get; init; }

    /// <summary>For the next page, or <see langword="null"/> when this was the last.</summary>
    public string? NextCursor { get; init; }
}
