namespace Indexing.Client;

/// <summary>Which pictures to list.</summary>
public sealed record ImageQuery
{
    /// <summary><c>pending</c>, <c>indexed</c>, <c>rejected</c> or <c>deleted</c>; <see langword="null"/>: all.</summary>
    public string? Status { get; init; }

    /// <summary><see cref="Contracts.ImagePage.NextCursor"/> of the page before; <see langword="null"/> begins at the first.</summary>
    public string? After { get; init; }

    /// <summary>How many at most, 1..1000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whose; <see langword="null"/>: the only tenant of the API key, otherwise <c>default</c>.</summary>
    public string? Tenant { get; init; }
}
