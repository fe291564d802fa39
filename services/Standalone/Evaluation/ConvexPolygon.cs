using System.Numerics;
using Indexing.Vision;

namespace Indexing.Standalone.Evaluation;

/// <summary>Areas of convex quads and of their intersection (Sutherland and Hodgman's clipping).</summary>
internal static class ConvexPolygon
{
    /// <summary>Four corners clipped by four edges have at most this many.</summary>
    private const int MaxCorners = 8 + 1;

    /// <summary>Area in square pixels, whatever the direction of the corners.</summary>
    public static double Area(Quad quad) => Math.Abs(SignedArea([quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft]));

    /// <summary>Area that both cover, in square pixels.</summary>
    public static double IntersectionArea(Quad left, Quad right)
    {
        Span<Vector2> edges = [right.TopLeft, right.TopRight, right.BottomRight, right.BottomLeft];
        if (SignedArea(edges) < 0)
            edges.Reverse();
        Span<Vector2> polygon = stackalloc Vector2[MaxCorners];
        Span<Vector2> clipped = stackalloc Vector2[MaxCorners];
        (polygon[0], polygon[1], polygon[2], polygon[3]) = (left.TopLeft, left.TopRight, left.BottomRight, left.BottomLeft);
        var count = 4;
        for (var i = 0; i < edges.Length && count > 0; i++)
        {
            count = Clip(polygon[..count], edges[i], edges[(i + 1) % edges.Length], clipped);
            clipped[..count].CopyTo(polygon);
        }

        return Math.Abs(SignedArea(polygon[..count]));
    }

    /// <summary>Intersection over union, 0..1; 0 when both are empty.</summary>
    public static double IntersectionOverUnion(Quad left, Quad right)
    {
        var intersection = IntersectionArea(left, right);
        var union = Area(left) + Area(right) - intersection;
        return union > 0 ? intersection / union : 0;
    }

    private static int Clip(ReadOnlySpan<Vector2> polygon, Vector2 from, Vector2 to, Span<Vector2> kept)
    {
        var count = 0;
        var previous = polygon[^1];
        var previousSide = Side(from, to, previous);
        foreach (var corner in polygon)
        {
            var side = Side(from, to, corner);
            if ((side >= 0) != (previousSide >= 0) && count < kept.Length)
                kept[count++] = Vector2.Lerp(previous, corner, (float)(previousSide / (previousSide - side)));
            if (side >= 0 && count < kept.Length)
                kept[count++] = corner;
            (previous, previousSide) = (corner, side);
        }

        return count;
    }

    private static double Side(Vector2 from, Vector2 to, Vector2 point) =>
        ((double)to.X - from.X) * ((double)point.Y - from.Y) - ((double)to.Y - from.Y) * ((double)point.X - from.X);

    private static double SignedArea(ReadOnlySpan<Vector2> polygon)
    {
        var sum = 0.0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            sum += (double)a.X * b.Y - (double)b.X * a.Y;
        }

        return sum / 2;
    }
}
