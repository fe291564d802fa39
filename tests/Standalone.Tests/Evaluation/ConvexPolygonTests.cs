using System.Numerics;
using Indexing.Standalone.Evaluation;
using Indexing.Vision;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class ConvexPolygonTests
{
    private static readonly Quad Square = Quad.FromRectangle(0, 0, 10, 10);

    [Fact]
    public void IntersectionOverUnion_SameQuad_IsOne() => Assert.Equal(1, ConvexPolygon.IntersectionOverUnion(Square, Square), 9);

    [Fact]
    public void IntersectionOverUnion_HalfShifted_IsOneThird() =>
        Assert.Equal(1.0 / 3, ConvexPolygon.IntersectionOverUnion(Square, Quad.FromRectangle(5, 0, 10, 10)), 9);

    [Fact]
    public void IntersectionArea_Apart_IsZero() => Assert.Equal(0, ConvexPolygon.IntersectionArea(Square, Quad.FromRectangle(20, 0, 5, 5)));

    [Fact]
    public void IntersectionArea_OneInside_IsTheSmallerArea() =>
        Assert.Equal(4, ConvexPolygon.IntersectionArea(Square, Quad.FromRectangle(3, 3, 2, 2)), 9);

    [Fact]
    public void IntersectionArea_Diamond_IsTheOctagon()
    {
        // A square of half-diagonal 6 around the middle: its four tips of height 1 stick out, each a triangle of area 1.
        var diamond = new Quad(new(5, -1), new(11, 5), new(5, 11), new(-1, 5));

        Assert.Equal(72 - 4, ConvexPolygon.IntersectionArea(Square, diamond), 4);
    }

    [Fact]
    public void IntersectionArea_CornersCounterClockwise_IsTheSame()
    {
        var turned = new Quad(new(0, 0), new(0, 10), new(10, 10), new(10, 0));

        Assert.Equal(50, ConvexPolygon.IntersectionArea(Quad.FromRectangle(5, 0, 10, 10), turned), 9);
        Assert.Equal(50, ConvexPolygon.IntersectionArea(turned, Quad.FromRectangle(5, 0, 10, 10)), 9);
    }

    [Fact]
    public void IntersectionOverUnion_EmptyQuads_IsZero() => Assert.Equal(0, ConvexPolygon.IntersectionOverUnion(default, default));

    [Fact]
    public void IntersectionArea_RandomRotatedRectangles_AgreesWithCounting()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var (left, right) = (Rotated(random), Rotated(random));

            Assert.Equal(Counted(left, right), ConvexPolygon.IntersectionArea(left, right), tolerance: 12);
        }
    }

    private static Quad Rotated(Random random)
    {
        var turn = Matrix3x2.CreateRotation((float)(random.NextDouble() * Math.Tau)) * Matrix3x2.CreateTranslation(50, 50);
        var (w, h) = (10 + random.Next(30), 10 + random.Next(30));
        var offset = new Vector2(random.Next(-10, 10), random.Next(-10, 10));
        return new Quad(At(-w, -h), At(w, -h), At(w, h), At(-w, h));

        Vector2 At(float x, float y) => Vector2.Transform(new Vector2(x, y) + offset, turn);
    }

    /// <summary>Number of cells of a quarter pixel that lie in both.</summary>
    private static double Counted(Quad left, Quad right)
    {
        var inside = 0;
        for (var y = -40f; y < 140; y += 0.25f)
            for (var x = -40f; x < 140; x += 0.25f)
                if (Contains(left, new(x, y)) && Contains(right, new(x, y)))
                    inside++;
        return inside / 16.0;
    }

    private static bool Contains(Quad quad, Vector2 point) =>
        Side(quad.TopLeft, quad.TopRight, point) && Side(quad.TopRight, quad.BottomRight, point)
        && Side(quad.BottomRight, quad.BottomLeft, point) && Side(quad.BottomLeft, quad.TopLeft, point);

    private static bool Side(Vector2 from, Vector2 to, Vector2 point) =>
        (to.X - from.X) * (point.Y - from.Y) - (to.Y - from.Y) * (point.X - from.X) >= 0;
}
