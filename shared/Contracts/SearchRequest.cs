namespace Indexing.Contracts;

/// <summary>A question: which pictures show this word?</summary>
public sealed record SearchRequest
{
    /// <summary>The word, or words that stand together; matched without case and punctuation (0-9, a-z). 1..64 characters.</summary>
    public required string Query { get; init; }

    /// <summary>Whose pictures are searched.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>Exact or similar.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Exact;

    /// <summary>How many pictures at most, 1..1000.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Smallest score of a hit, 0..1; <see langword="null"/> takes the mode's default threshold, 0 shows everything.</summary>
    public double? MinScore { get; init; }

    /// <summary>Only pictures that carry all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
