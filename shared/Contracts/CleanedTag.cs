namespace Indexing.Contracts;

/// <summary>What a picture says of one of its tags.</summary>
public sealed record CleanedTag
{
    /// <summary>The tag as it was asked about.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether the picture bears it out.</summary>
    public required TagVerdict Verdict { get; init; }

    /// <summary>
    /// The share of all words that fit the picture worse, 0..1; <see langword="null"/> for an unknown tag, about which nothing can be said.
    /// </summary>
    public double? Score { get; init; }
}
