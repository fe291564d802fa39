using Indexing.Vision.Sentences;

namespace Indexing.Search.Tests.Localisation;

/// <summary>A map of two numbers a cell: how much of a thing is there, and how much of anything else.</summary>
internal sealed class MadeMap(int rows, int columns)
{
    private readonly float[] _angles = new float[rows * columns];
    private readonly float[] _reaches = new float[rows * columns * 4];
    private readonly float[] _objectness = [.. Enumerable.Repeat(1f, rows * columns)];

    /// <summary>The direction of the thing.</summary>
    public static float[] Thing { get; } = [1, 0];

    /// <summary>Relevance 0.5 at a cosine of 0.5.</summary>
    public static SentenceCalibration Calibration { get; } = new() { Slope = 10, Intercept = -5, Threshold = 0.5 };

    /// <summary>Says what a cell shows, and the box of it.</summary>
    public MadeMap With(int row, int column, float cosine, float objectness = 1, SceneBox? box = null)
    {
        var cell = (row * columns) + column;
        _angles[cell] = cosine;
        _objectness[cell] = objectness;
        if (box is { } edges)
        {
            var (x, y) = ((column + 0.5f) / columns, (row + 0.5f) / rows);
            float[] reach = [x - edges.Left, y - edges.Top, edges.Right - x, edges.Bottom - y];
            reach.CopyTo(_reaches, cell * 4);
        }

        return this;
    }

    public SceneMap ToMap(bool hasBoxes, SceneBox? view = null) => new(
        rows, columns, [.. _angles.SelectMany(static cosine => new[] { cosine, MathF.Sqrt(1 - (cosine * cosine)) })],
        hasBoxes ? [.. _reaches] : null, hasBoxes ? [.. _objectness] : null, view);
}
