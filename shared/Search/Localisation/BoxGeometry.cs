using Indexing.VectorStore;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>Areas of upright rectangles; all in shares of the picture.</summary>
public static class BoxGeometry
{
    /// <summary>The area.</summary>
    public static float Area(this SceneBox box) => box.Width * box.Height;

    /// <summary>Whether a point lies inside or on an edge.</summary>
    public static bool Contains(this SceneBox box, float x, float y) => x >= box.Left && x <= box.Right && y >= box.Top && y <= box.Bottom;

    /// <summary>The area that two boxes have in common.</summary>
    public static float Intersection(this SceneBox a, SceneBox b)
    {
        var width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left);
        var height = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /// <summary>The common area as a share of the area that both cover, 0..1.</summary>
    public static float IntersectionOverUnion(this SceneBox a, SceneBox b)
    {
        var common = a.Intersection(b);
        return common <= 0 ? 0 : common / (a.Area() + b.Area() - common);
    }

    /// <summary>The upright rectangle around a word, cut off at the edges of the picture.</summary>
    internal static SceneBox Around(NormalizedQuad quad) => new(
        Inside(MathF.Min(MathF.Min(quad.X0, quad.X1), MathF.Min(quad.X2, quad.X3))),
        Inside(MathF.Min(MathF.Min(quad.Y0, quad.Y1), MathF.Min(quad.Y2, quad.Y3))),
        Inside(MathF.Max(MathF.Max(quad.X0, quad.X1), MathF.Max(quad.X2, quad.X3))),
        Inside(MathF.Max(MathF.Max(quad.Y0, quad.Y1), MathF.Max(quad.Y2, quad.Y3))));

    /// <summary>The smallest rectangle that holds both.</summary>
    internal static SceneBox Around(SceneBox a, SceneBox b) => new(
        MathF.Min(a.Left, b.Left), MathF.Min(a.Top, b.Top), MathF.Max(a.Right, b.Right), MathF.Max(a.Bottom, b.Bottom));

    private static float Inside(float share) => Math.Clamp(share, 0, 1);
}
