using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>
/// Places from how warm each cell of a grid is, for towers that do not say which box a thing has: the grid is enlarged, and what is warm
/// around a peak is one place, as with class activation maps (Zhou et al., CVPR 2016).
/// </summary>
internal sealed class HeatMap
{
    /// <summary>Points in each direction for one cell: a place begins within a cell.</summary>
    private const int Enlargement = 8;

    /// <summary>
    /// What is at least half as warm as the peak belongs to its place. Not measured: no pack without boxes was at hand.
    /// </summary>
    private const float WarmShare = 0.5f;

    private readonly float[] _warmth;
    private readonly int _rows;
    private readonly int _columns;
    private readonly SceneBox _view;

    /// <summary>Enlarges a grid.</summary>
    /// <param name="map">Says the size of the grid and what it covers.</param>
    /// <param name="values">A number for each cell, row-major; only their differences count.</param>
    public HeatMap(SceneMap map, ReadOnlySpan<float> values)
    {
        (_rows, _columns, _view) = (map.Rows * Enlargement, map.Columns * Enlargement, map.View);
        _warmth = new float[_rows * _columns];
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var value in values)
            (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
        var range = most - least;
        for (var y = 0; y < _rows; y++)
            for (var x = 0; x < _columns; x++)
                _warmth[(y * _columns) + x] = range > 0 ? (Interpolate(map, values, x, y) - least) / range : 1;
    }

    /// <summary>The warmest place that was not taken before, with its peak's cell; <see langword="null"/>: nothing warm is left.</summary>
    public (SceneBox Box, int Row, int Column)? TakeNext()
    {
        var peak = 0;
        for (var i = 1; i < _warmth.Length; i++)
            if (_warmth[i] > _warmth[peak])
                peak = i;
        if (_warmth[peak] <= WarmShare)
            return null;
        var (left, top, right, bottom) = Take(peak, _warmth[peak] * WarmShare);
        var box = new SceneBox(
            _view.Left + (_view.Width * left / _columns), _view.Top + (_view.Height * top / _rows),
            _view.Left + (_view.Width * (right + 1) / _columns), _view.Top + (_view.Height * (bottom + 1) / _rows));
        return (box, peak / _columns / Enlargement, peak % _columns / Enlargement);
    }

    /// <summary>Marks the warm points around a peak as taken, and returns the first and last column and row of them.</summary>
    private (int Left, int Top, int Right, int Bottom) Take(int peak, float least)
    {
        var (left, top, right, bottom) = (_columns, _rows, 0, 0);
        var open = new Stack<int>([peak]);
        while (open.TryPop(out var point))
        {
            if (_warmth[point] < least)
                continue;
            _warmth[point] = float.NegativeInfinity;
            var (x, y) = (point % _columns, point / _columns);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            if (x > 0)
                open.Push(point - 1);
            if (x < _columns - 1)
                open.Push(point + 1);
            if (y > 0)
                open.Push(point - _columns);
            if (y < _rows - 1)
                open.Push(point + _columns);
        }

        return (left, top, right, bottom);
    }

    /// <summary>Bilinear between the middles of the cells.</summary>
    private static float Interpolate(SceneMap map, ReadOnlySpan<float> values, int x, int y)
    {
        var column = Math.Clamp(((x + 0.5f) / Enlargement) - 0.5f, 0, map.Columns - 1);
        var row = Math.Clamp(((y + 0.5f) / Enlargement) - 0.5f, 0, map.Rows - 1);
        var (left, top) = ((int)column, (int)row);
        var (right, bottom) = (Math.Min(left + 1, map.Columns - 1), Math.Min(top + 1, map.Rows - 1));
        var above = float.Lerp(values[(top * map.Columns) + left], values[(top * map.Columns) + right], column - left);
        var below = float.Lerp(values[(bottom * map.Columns) + left], values[(bottom * map.Columns) + right], column - left);
        return float.Lerp(above, below, row - top);
    }
}
