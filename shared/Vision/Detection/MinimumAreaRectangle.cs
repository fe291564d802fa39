using System.Numerics;
using System.Runtime.InteropServices;

namespace Indexing.Vision.Detection;

/// <summary>
/// The smallest rectangle, at any angle, around a connected area. One of its sides lies on a side of the convex hull (Freeman and
/// Shapira 1975), so every hull side is tried. Keeps its buffers.
/// </summary>
internal sealed class MinimumAreaRectangle
{
    /// <summary>Above this ratio of long to short side, the long side is taken for the reading direction.</summary>
    private const float ElongatedRatio = 1.3f;

    /// <summary>Cosine of 70 degrees: a steeper long side is taken for vertical text.</summary>
    private const float SteepCosine = 0.342f;

    private readonly List<Vector2> _left = [];
    private readonly List<Vector2> _right = [];
    private readonly List<Vector2> _hull = [];
    private Vector2 _center;
    private Vector2 _axis;
    private float _along;
    private float _across;

    /// <summary>Shorter side in cells.</summary>
    public float ShortSide => MathF.Min(_along, _across);

    /// <summary>Fits the rectangle to an area.</summary>
    /// <param name="runs">The area's runs by row; not empty.</param>
    public void Fit(ReadOnlySpan<Run> runs)
    {
        BuildHull(runs);
        var smallest = float.PositiveInfinity;
        var hull = CollectionsMarshal.AsSpan(_hull);
        for (var i = 0; i < hull.Length; i++)
        {
            var side = hull[(i + 1) % hull.Length] - hull[i];
            if (side.LengthSquared() > 0)
                Measure(hull, Vector2.Normalize(side), ref smallest);
        }

        Orient();
    }

    /// <summary>Mean probability of the cells inside.</summary>
    public float MeanInside(in ProbabilityMap map) =>
        map.MeanInside(_center, _axis * (_along / 2), new Vector2(-_axis.Y, _axis.X) * (_across / 2));

    /// <summary>Moves every side outwards by ratio * area / perimeter.</summary>
    public void Unclip(float ratio)
    {
        var distance = ratio * _along * _across / (2 * (_along + _across));
        _along += 2 * distance;
        _across += 2 * distance;
    }

    /// <summary>Corners clockwise from the text's top-left, scaled by the cell size and clipped to the picture.</summary>
    public Quad ToQuad(float cellSize, int imageWidth, int imageHeight)
    {
        var along = _axis * (_along / 2);
        var across = new Vector2(-_axis.Y, _axis.X) * (_across / 2);
        var limit = new Vector2(imageWidth, imageHeight);
        return new Quad(
            Vector2.Clamp((_center - along - across) * cellSize, Vector2.Zero, limit),
            Vector2.Clamp((_center + along - across) * cellSize, Vector2.Zero, limit),
            Vector2.Clamp((_center + along + across) * cellSize, Vector2.Zero, limit),
            Vector2.Clamp((_center - along + across) * cellSize, Vector2.Zero, limit));
    }

    private void Measure(ReadOnlySpan<Vector2> hull, Vector2 axis, ref float smallest)
    {
        var normal = new Vector2(-axis.Y, axis.X);
        var (minAlong, maxAlong) = (float.PositiveInfinity, float.NegativeInfinity);
        var (minAcross, maxAcross) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var point in hull)
        {
            var (along, across) = (Vector2.Dot(point, axis), Vector2.Dot(point, normal));
            minAlong = MathF.Min(minAlong, along);
            maxAlong = MathF.Max(maxAlong, along);
            minAcross = MathF.Min(minAcross, across);
            maxAcross = MathF.Max(maxAcross, across);
        }

        var area = (maxAlong - minAlong) * (maxAcross - minAcross);
        if (area >= smallest)
            return;
        smallest = area;
        (_axis, _along, _across) = (axis, maxAlong - minAlong, maxAcross - minAcross);
        _center = axis * ((minAlong + maxAlong) / 2) + normal * ((minAcross + maxAcross) / 2);
    }

    /// <summary>
    /// Chooses the reading direction: along the long side, left to right, unless that is steep; else along the side nearest to horizontal.
    /// </summary>
    private void Orient()
    {
        if (_across > _along)
            Turn();
        var steep = MathF.Abs(_axis.X) < SteepCosine;
        if ((steep || _along < ElongatedRatio * _across) && MathF.Abs(_axis.X) < MathF.Abs(_axis.Y))
            Turn();
        if (_axis.X < 0)
            _axis = -_axis;
    }

    private void Turn()
    {
        (_along, _across) = (_across, _along);
        _axis = new Vector2(-_axis.Y, _axis.X);
    }

    /// <summary>
    /// Convex hull from the area's outline: on every horizontal grid line its leftmost and rightmost corner, already sorted, so two
    /// monotone chains (Andrew 1979) are enough.
    /// </summary>
    private void BuildHull(ReadOnlySpan<Run> runs)
    {
        _left.Clear();
        _right.Clear();
        var (rowStart, rowEnd, top) = (int.MaxValue, int.MinValue, runs[0].Row);
        var (aboveStart, aboveEnd) = (int.MaxValue, int.MinValue);
        for (var i = 0; i < runs.Length; i++)
        {
            rowStart = Math.Min(rowStart, runs[i].Start);
            rowEnd = Math.Max(rowEnd, runs[i].End);
            if (i + 1 < runs.Length && runs[i + 1].Row == runs[i].Row)
                continue;
            Append(Math.Min(aboveStart, rowStart), Math.Max(aboveEnd, rowEnd), runs[i].Row);
            (aboveStart, aboveEnd) = (rowStart, rowEnd);
            (rowStart, rowEnd) = (int.MaxValue, int.MinValue);
            top = runs[i].Row;
        }

        Append(aboveStart, aboveEnd, top + 1);
        _hull.Clear();
        _hull.AddRange(_left);
        for (var i = _right.Count - 1; i >= 0; i--)
            _hull.Add(_right[i]);
    }

    private void Append(int left, int right, int y)
    {
        AppendConvex(_left, new Vector2(left, y), 1);
        AppendConvex(_right, new Vector2(right, y), -1);
    }

    private static void AppendConvex(List<Vector2> chain, Vector2 point, int sign)
    {
        while (chain.Count >= 2)
        {
            var (a, b) = (chain[^2], chain[^1]);
            var cross = (b.X - a.X) * (point.Y - a.Y) - (b.Y - a.Y) * (point.X - a.X);
            if (cross * sign < 0)
                break;
            chain.RemoveAt(chain.Count - 1);
        }

        chain.Add(point);
    }
}
