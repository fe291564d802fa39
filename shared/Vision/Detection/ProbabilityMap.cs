using System.Numerics;

namespace Indexing.Vision.Detection;

/// <summary>
/// The detector's output for the visible part of a padded picture: text probability 0..1 per cell. Coordinates are continuous, cell i
/// covers the interval [i, i + 1].
/// </summary>
internal readonly ref struct ProbabilityMap(ReadOnlySpan<float> values, int stride, int width, int height)
{
    private readonly ReadOnlySpan<float> _values = values;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>The visible cells of a row.</summary>
    public ReadOnlySpan<float> Row(int y) => _values.Slice(y * stride, Width);

    /// <summary>Mean over the cells whose centres lie inside a rectangle.</summary>
    /// <param name="center">Centre of the rectangle.</param>
    /// <param name="along">Half of one side, as a vector.</param>
    /// <param name="across">Half of the other side, perpendicular.</param>
    public float MeanInside(Vector2 center, Vector2 along, Vector2 across)
    {
        var reach = Vector2.Abs(along) + Vector2.Abs(across);
        var firstRow = Math.Max(0, (int)MathF.Ceiling(center.Y - reach.Y - 0.5f));
        var lastRow = Math.Min(Height - 1, (int)MathF.Floor(center.Y + reach.Y - 0.5f));
        double sum = 0;
        var cells = 0;
        for (var y = firstRow; y <= lastRow; y++)
        {
            var dy = y + 0.5f - center.Y;
            var (low, high) = (center.X - reach.X, center.X + reach.X);
            Narrow(along, dy, center.X, ref low, ref high);
            Narrow(across, dy, center.X, ref low, ref high);
            var first = Math.Max(0, (int)MathF.Ceiling(low - 0.5f));
            var last = Math.Min(Width - 1, (int)MathF.Floor(high - 0.5f));
            if (last < first)
                continue;
            foreach (var value in Row(y).Slice(first, last - first + 1))
                sum += value;
            cells += last - first + 1;
        }

        return cells == 0 ? 0 : (float)(sum / cells);
    }

    /// <summary>Keeps the x for which |(x, y) . half| is at most |half|^2: the strip between two opposite sides.</summary>
    private static void Narrow(Vector2 half, float dy, float centerX, ref float low, ref float high)
    {
        if (MathF.Abs(half.X) < 1e-6f)
        {
            if (MathF.Abs(dy * half.Y) > half.LengthSquared())
                high = low - 1;
            return;
        }

        var (a, b) = ((-half.LengthSquared() - dy * half.Y) / half.X, (half.LengthSquared() - dy * half.Y) / half.X);
        low = MathF.Max(low, centerX + MathF.Min(a, b));
        high = MathF.Min(high, centerX + MathF.Max(a, b));
    }
}
