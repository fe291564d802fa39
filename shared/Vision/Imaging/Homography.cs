using System.Numerics;

namespace Indexing.Vision.Imaging;

/// <summary>A projective map of the plane; a point is the result's X / Z and Y / Z.</summary>
/// <param name="AlongX">Change of the homogeneous result per unit of x.</param>
/// <param name="AlongY">Change of the homogeneous result per unit of y.</param>
/// <param name="AtOrigin">Homogeneous result at (0, 0).</param>
internal readonly record struct Homography(Vector3 AlongX, Vector3 AlongY, Vector3 AtOrigin)
{
    /// <summary>Depth ratio below which a quad is treated as a parallelogram: seen almost edge-on, or not convex.</summary>
    private const float FlattestView = 0.05f;

    /// <summary>
    /// Maps the rectangle (0, 0) .. (width, height) onto a quad: Heckbert, Fundamentals of Texture Mapping and Image Warping (1989),
    /// section 2.2.3.
    /// </summary>
    internal static Homography FromRectangle(float width, float height, Quad quad)
    {
        var (right, left) = (quad.TopRight - quad.BottomRight, quad.BottomLeft - quad.BottomRight);
        var rest = quad.TopLeft - quad.TopRight + quad.BottomRight - quad.BottomLeft;
        var area = Cross(right, left);
        var (g, h) = (Cross(rest, left) / area, Cross(right, rest) / area);
        if (!IsVisible(g, h)) return Parallelogram(width, height, quad);
        var x = quad.TopRight - quad.TopLeft + g * quad.TopRight;
        var y = quad.BottomLeft - quad.TopLeft + h * quad.BottomLeft;
        return new(new Vector3(x, g) / width, new Vector3(y, h) / height, new Vector3(quad.TopLeft, 1));
    }

    /// <summary>Follows the map by a shift to a new origin and a division.</summary>
    internal Homography Then(Vector2 origin, float divisor) =>
        new(Shift(AlongX, origin, divisor), Shift(AlongY, origin, divisor), Shift(AtOrigin, origin, divisor));

    /// <summary>The homogeneous result at (x, y).</summary>
    internal Vector3 Map(float x, float y) => AtOrigin + x * AlongX + y * AlongY;

    private static Homography Parallelogram(float width, float height, Quad quad)
    {
        var x = (quad.TopRight - quad.TopLeft + quad.BottomRight - quad.BottomLeft) / 2;
        var y = (quad.BottomLeft - quad.TopLeft + quad.BottomRight - quad.TopRight) / 2;
        var centre = (quad.TopLeft + quad.TopRight + quad.BottomRight + quad.BottomLeft) / 4;
        return new(new Vector3(x / width, 0), new Vector3(y / height, 0), new Vector3(centre - (x + y) / 2, 1));
    }

    /// <summary>The depth stays positive at all four corners, hence inside; false for NaN.</summary>
    private static bool IsVisible(float g, float h) =>
        1 + g > FlattestView && 1 + h > FlattestView && 1 + g + h > FlattestView && float.IsFinite(g) && float.IsFinite(h);

    private static Vector3 Shift(Vector3 point, Vector2 origin, float divisor) =>
        new((point.X - point.Z * origin.X) / divisor, (point.Y - point.Z * origin.Y) / divisor, point.Z);

    private static float Cross(Vector2 a, Vector2 b) => a.X * b.Y - a.Y * b.X;
}
