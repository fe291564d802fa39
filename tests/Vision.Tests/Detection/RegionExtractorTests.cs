using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Detection;

public sealed class RegionExtractorTests
{
    private const int Width = 160;
    private const int Height = 120;

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(-30)]
    [InlineData(60)]
    public void Extract_RotatedWord_ReturnsItsRectangleLeftToRight(int degrees)
    {
        var map = new float[Width * Height];
        Draw(map, center: new(80, 60), size: new(60, 14), degrees, value: 0.8f);

        var region = Assert.Single(Extract(map, unclipRatio: 0));

        var axis = Direction(degrees);
        var normal = new Vector2(-axis.Y, axis.X);
        AssertNear(2 * (new Vector2(80, 60) - axis * 30 - normal * 7), region.Quad.TopLeft, 3.5f);
        AssertNear(2 * (new Vector2(80, 60) + axis * 30 - normal * 7), region.Quad.TopRight, 3.5f);
        AssertNear(2 * (new Vector2(80, 60) + axis * 30 + normal * 7), region.Quad.BottomRight, 3.5f);
        // A drawn edge is ragged: the rectangle around it takes in some cells of the background.
        Assert.InRange(region.Score, 0.7f, 0.8001f);
    }

    [Fact]
    public void Extract_UprightWord_GrowsEachSideByTheUnclipDistance()
    {
        var map = new float[Width * Height];
        Draw(map, new(80, 60), new(40, 10), 0, 0.9f);

        var region = Assert.Single(Extract(map, unclipRatio: 1.5f));

        // 40 x 10 cells: area 400, perimeter 100, distance 1.5 * 4 = 6 cells = 12 pixels.
        AssertNear(new Vector2(2 * 60 - 12, 2 * 55 - 12), region.Quad.TopLeft, 0.01f);
        AssertNear(new Vector2(2 * 100 + 12, 2 * 65 + 12), region.Quad.BottomRight, 0.01f);
    }

    [Fact]
    public void Extract_VerticalWord_KeepsItsTallRectangle()
    {
        var map = new float[Width * Height];
        Draw(map, new(80, 60), new(10, 60), 0, 0.9f);

        var quad = Assert.Single(Extract(map, 0)).Quad;

        Assert.True(quad.RectifiedHeight > 5 * quad.RectifiedWidth);
    }

    [Fact]
    public void Extract_TwoWordsOneCellApart_StayTwo()
    {
        var map = new float[Width * Height];
        Draw(map, new(50, 60), new(40, 10), 0, 0.9f);
        Draw(map, new(91, 60), new(40, 10), 0, 0.7f);

        var regions = Extract(map, 0);

        Assert.Equal(2, regions.Count);
        Assert.True(regions[0].Score > regions[1].Score);
    }

    [Fact]
    public void Extract_WordsJoinedAtTheLowLevel_AreAlsoProposedApart()
    {
        var map = new float[Width * Height];
        Draw(map, new(70.5f, 60), new(81, 10), 0, 0.4f);
        Draw(map, new(50, 60), new(40, 10), 0, 0.9f);
        Draw(map, new(91, 60), new(40, 10), 0, 0.9f);

        var regions = Extract(map, 0, 0.1f, 0.3f, 0.6f);

        Assert.Equal(3, regions.Count);
        Assert.Equal(2, regions.Count(region => region.IsAlternative));
    }

    [Fact]
    public void Extract_WordCutAlikeAtBothLevels_IsProposedOnce()
    {
        var map = new float[Width * Height];
        Draw(map, new(50, 60), new(40, 10), 0, 0.9f);

        Assert.False(Assert.Single(Extract(map, 0, 0.1f, 0.3f, 0.6f)).IsAlternative);
    }

    [Fact]
    public void Extract_ShapeThatForksAndJoins_IsOneRegion()
    {
        var map = new float[Width * Height];
        Draw(map, new(60, 60), new(6, 40), 0, 0.9f);
        Draw(map, new(100, 60), new(6, 40), 0, 0.9f);
        Draw(map, new(80, 79), new(46, 6), 0, 0.9f);

        Assert.Single(Extract(map, 0));
    }

    [Fact]
    public void Extract_CellsThatTouchDiagonally_AreOneRegion()
    {
        var map = new float[Width * Height];
        for (var i = 0; i < 10; i++)
            Draw(map, new(21.5f + 3 * i, 21.5f + 3 * i), new(3, 3), 0, 0.9f);

        var quad = Assert.Single(Extract(map, 0)).Quad;

        Assert.InRange(quad.RectifiedWidth, 80, 90);
    }

    [Fact]
    public void Extract_WordAtTheEdge_IsClippedToThePicture()
    {
        var map = new float[Width * Height];
        Draw(map, new(10, 4), new(40, 8), 0, 0.9f);

        var quad = Assert.Single(Extract(map, 1.5f)).Quad;

        Assert.Equal(Vector2.Zero, quad.TopLeft);
    }

    [Fact]
    public void Extract_WeakOrTinyArea_IsDropped()
    {
        var map = new float[Width * Height];
        Draw(map, new(40, 40), new(40, 10), 0, 0.35f);
        map[100 * Width + 100] = 0.99f;

        Assert.Empty(Extract(map, 1.5f, boxThreshold: 0.4f));
    }

    [Fact]
    public void Extract_SecondPicture_AllocatesNothing()
    {
        var map = new float[Width * Height];
        Draw(map, new(50, 60), new(40, 10), 20, 0.9f);
        var extractor = new RegionExtractor();
        var regions = new List<TextRegion>();
        var constants = Constants(1.5f, 0.1f, 0.3f, 0.6f);
        extractor.Extract(new ProbabilityMap(map, Width, Width, Height), constants, 2 * Width, 2 * Height, regions);
        extractor.Extract(new ProbabilityMap(map, Width, Width, Height), constants, 2 * Width, 2 * Height, regions);
        var before = GC.GetAllocatedBytesForCurrentThread();

        extractor.Extract(new ProbabilityMap(map, Width, Width, Height), constants, 2 * Width, 2 * Height, regions);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static List<TextRegion> Extract(float[] map, float unclipRatio, float boxThreshold = 0.1f) =>
        Extract(map, unclipRatio, boxThreshold, 0.3f);

    private static List<TextRegion> Extract(float[] map, float unclipRatio, float boxThreshold, params float[] thresholds)
    {
        var regions = new List<TextRegion>();
        new RegionExtractor().Extract(
            new ProbabilityMap(map, Width, Width, Height),
            Constants(unclipRatio, boxThreshold, thresholds),
            2 * Width,
            2 * Height,
            regions);
        return regions;
    }

    private static DetectorDescription Constants(float unclipRatio, float boxThreshold, params float[] thresholds) => new()
    {
        File = "",
        Sha256 = "",
        SizeMultiple = 64,
        OutputStride = 2,
        Levels = [.. thresholds.Select(threshold => new DetectionLevel { Threshold = threshold, UnclipRatio = unclipRatio })],
        BoxThreshold = boxThreshold,
        DisplayThreshold = boxThreshold,
    };

    private static Vector2 Direction(int degrees) => new(MathF.Cos(degrees * MathF.PI / 180), MathF.Sin(degrees * MathF.PI / 180));

    private static void Draw(float[] map, Vector2 center, Vector2 size, int degrees, float value)
    {
        var axis = Direction(degrees);
        var normal = new Vector2(-axis.Y, axis.X);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var offset = new Vector2(x + 0.5f, y + 0.5f) - center;
                if (MathF.Abs(Vector2.Dot(offset, axis)) <= size.X / 2 && MathF.Abs(Vector2.Dot(offset, normal)) <= size.Y / 2)
                    map[y * Width + x] = value;
            }
    }

    private static void AssertNear(Vector2 expected, Vector2 actual, float tolerance) =>
        Assert.True(Vector2.Distance(expected, actual) <= tolerance, $"expected {expected}, actual {actual}");
}
