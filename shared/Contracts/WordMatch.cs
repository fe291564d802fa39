namespace Indexing.Contracts;

/// <summary>A place in a picture that answers a word of the query.</summary>
public sealed record WordMatch
{
    /// <summary>The word or piece of the query; of a question by picture what the product reads there.</summary>
    public required string Term { get; init; }

    /// <summary>
    /// The channel in which it matched best: <c>exact</c>, <c>similar</c>, <c>part</c>, <c>concept</c>, <c>look</c>, <c>meaning</c>.
    /// </summary>
    public required string Channel { get; init; }

    /// <summary>
    /// exact and part: probability that the text is written there; similar and look: expected edit similarity; concept and meaning:
    /// cosine of the meanings. 0..1.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>What the product reads at that place; may differ from the query, the match does not depend on it.</summary>
    public required string Text { get; init; }

    /// <summary>Probability of <see cref="Text"/>, 0..1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The part of <see cref="Text"/> that matched; <see langword="null"/> when the reading does not hold it.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>Four corners clockwise from the text's top-left, each [x, y] as a fraction of the upright picture's size.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Polygon { get; init; }

    /// <summary>The same corners in pixels of the upright picture.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> PolygonPixels { get; init; }
}
