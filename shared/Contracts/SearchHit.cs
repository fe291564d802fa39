namespace Indexing.Contracts;

/// <summary>One picture, with the places that matched.</summary>
public sealed record SearchHit
{
    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Where the picture is, if it was given by address.</summary>
    public string? Uri { get; init; }

    /// <summary>
    /// How well the picture answers, 0..1, in the first channel that found it; of several words that all must be there the smallest
    /// <see cref="WordMatch.Score"/>. Hits are ordered by the fused score, so this number need not fall from hit to hit.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>
    /// What the product reads at the best place; may differ from the query, the match does not depend on it. Empty in a picture that was
    /// found by what it shows and not by a word (<see cref="Matches"/> is empty, too).
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Probability of <see cref="Text"/>, 0..1; 0 without a word.</summary>
    public required double Confidence { get; init; }

    /// <summary>The part of <see cref="Text"/> that matched; <see langword="null"/> when the reading does not hold it.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>
    /// Four corners clockwise from the text's top-left, each [x, y] as a fraction of the upright picture's size; those of the whole picture
    /// without a word.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<double>> Polygon { get; init; }

    /// <summary>The same corners in pixels of the upright picture.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> PolygonPixels { get; init; }

    /// <summary>
    /// Every place that matched, the best first (it is the one above); of several words one for each, in the order of the query. Empty in a
    /// picture that was found by what it shows.
    /// </summary>
    public IReadOnlyList<WordMatch> Matches { get; init; } = [];

    /// <summary>Width of the upright picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The publisher's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The publisher's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When the index wrote the picture down (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Rank and score in every channel that found the picture; <see langword="null"/> unless asked for.</summary>
    public HitExplanation? Explanation { get; init; }
}
