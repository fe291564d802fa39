namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/stats</c>: what one tenant has in the index.</summary>
public sealed record IndexStatistics
{
    /// <summary>Pictures announced and not processed yet.</summary>
    public required long Pending { get; init; }

    /// <summary>Pictures whose words are searchable.</summary>
    public required long Indexed { get; init; }

    /// <summary>Pictures that cannot be indexed.</summary>
    public required long Rejected { get; init; }

    /// <summary>Pictures that were deleted.</summary>
    public required long Deleted { get; init; }

    /// <summary>Searchable text instances.</summary>
    public required long Words { get; init; }
}
