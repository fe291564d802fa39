namespace Indexing.Contracts;

/// <summary>One text instance of a picture.</summary>
public sealed record WordView
{
    /// <summary>Best reading; may be empty or wrong: search never trusts it.</summary>
    public required string Text { get; init; }

    /// <summary>Probability of <see cref="Text"/>, 0..1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The detector's score of the region, 0..1.</summary>
    public required double DetectionScore { get; init; }

    /// <summary>Four corners clockwise from the text's top-left, each [x, y] as a fraction of the upright picture's size.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Polygon { get; init; }

    /// <summary>The same corners in pixels of the upright picture.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> PolygonPixels { get; init; }
}
