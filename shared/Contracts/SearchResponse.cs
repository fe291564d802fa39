namespace Indexing.Contracts;

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
public sealed record SearchResponse
{
    /// <summary>The query as it was matched: lower-case 0-9a-z and spaces.</summary>
    public required string Query { get; init; }

    /// <summary>Pictures, best first; empty when nothing reached the threshold.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>The threshold that was applied, 0..1.</summary>
    public required double MinScore { get; init; }

    /// <summary>Time spent answering, in milliseconds.</summary>
    public required double TookMs { get; init; }
}
