namespace Indexing.Contracts;

/// <summary>One picture, with the text instance that matched best.</summary>
public sealed record SearchHit
{
    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Where the picture is, if it was given by address.</summary>
    public string? Uri { get; init; }

    /// <summary>Probability that the picture shows the word (exact), or expected edit similarity (similar); 0..1.</summary>
    public required double Score { get; init; }

    /// <summary>What the product reads at that place; may differ from the query, the match does not depend on it.</summary>
    public required string Text { get; init; }

    /// <summary>Probability of <see cref="Text"/>, 0..1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Four corners clockwise from the text's top-left, each [x, y] as a fraction of the upright picture's size.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Polygon { get; init; }

    /// <summary>The same corners in pixels of the upright picture.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> PolygonPixels { get; init; }

    /// <summary>Width of the upright picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The publisher's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
