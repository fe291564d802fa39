using System.Numerics;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Imaging;

public sealed class RegionCropperTests
{
    private static readonly Func<int, int, byte> RampX = (x, _) => (byte)x, RampY = (_, y) => (byte)y;

    [Theory]
    [InlineData(150, 30, 5)]
    [InlineData(10, 10, 1)]
    [InlineData(30, 150, 5)]
    [InlineData(30, 50, 0.6f)]
    public void AspectOf_RectifiedQuad_IsThatOfTheTextAsItIsRead(float width, float height, float expected) =>
        Assert.Equal(expected, RegionCropper.AspectOf(Quad.FromRectangle(5, 5, width, height)), 1e-4f);

    [Fact]
    public void Crop_Colour_BecomesRec601Luma()
    {
        byte[] pixels = [.. Enumerable.Repeat(new byte[] { 250, 100, 20 }, 40 * 40).SelectMany(pixel => pixel)];
        using var image = DecodedImage.FromPixels(pixels, 40, 40);
        const float Luma = 0.299f * 250 + 0.587f * 100 + 0.114f * 20;
        Assert.All(Crop(image, Quad.FromRectangle(5, 5, 25, 20)), value => Assert.Equal(Luma, value, 0.01f));
    }

    [Theory]
    [InlineData(40, 20, 100, 30)]
    [InlineData(40.5f, 20.25f, 17, 9)]
    [InlineData(3.75f, 8.5f, 128, 32)]
    [InlineData(10, 10, 140, 34)]
    public void Crop_Rectangle_PixelCentresMeet(float x, float y, float width, float height)
    {
        using var image = Picture(200, 120, RampX);
        var crop = Crop(image, Quad.FromRectangle(x, y, width, height));
        for (var column = 0; column < 128; column++) Assert.Equal(x + (column + 0.5f) * width / 128 - 0.5f, crop[16 * 128 + column], 0.02f);
        using var vertical = Picture(200, 120, RampY);
        crop = Crop(vertical, Quad.FromRectangle(x, y, width, height));
        for (var row = 0; row < 32; row++) Assert.Equal(y + (row + 0.5f) * height / 32 - 0.5f, crop[row * 128 + 64], 0.02f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-35)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(250)]
    public void Crop_RotatedRectangle_FollowsTheText(float degrees)
    {
        var quad = Rotated(new Vector2(110, 110), 90, 25, degrees);
        AssertMaps(quad, degrees);
    }

    [Fact]
    public void Crop_Perspective_FollowsTheHomography() => AssertMaps(new Quad(new(60, 70), new(170, 40), new(180, 130), new(50, 105)), 0);

    /// <summary>Text read from top to bottom: its beginning above becomes the left side, its upper side, on the right, the top.</summary>
    [Fact]
    public void Crop_TallQuad_IsTurnedCounterClockwise()
    {
        var quad = Quad.FromRectangle(50, 20, 30, 120);
        using var down = Picture(200, 200, RampY);
        Assert.Equal(20 + 0.5f * 120 / 128 - 0.5f, Crop(down, quad)[0], 0.02f);
        Assert.Equal(20 + 127.5f * 120 / 128 - 0.5f, Crop(down, quad)[127], 0.02f);
        using var right = Picture(200, 200, RampX);
        Assert.Equal(50 + 31.5f * 30 / 32 - 0.5f, Crop(right, quad)[64], 0.02f);
        Assert.Equal(50 + 0.5f * 30 / 32 - 0.5f, Crop(right, quad)[31 * 128 + 64], 0.02f);
    }

    [Fact]
    public void Crop_QuadALittleTallerThanWide_StaysUpright()
    {
        using var image = Picture(200, 200, RampX);
        var crop = Crop(image, Quad.FromRectangle(50, 20, 40, 66));
        Assert.Equal(crop[0], crop[31 * 128], 0.01f);
        Assert.True(crop[127] > crop[0] + 30);
    }

    [Fact]
    public void Crop_PartlyOutside_BorderContinues()
    {
        using var image = Picture(200, 120, RampX);
        var crop = Crop(image, Quad.FromRectangle(150, 100, 100, 40));
        for (var column = 0; column < 128; column++)
            Assert.Equal(Math.Min(199, 150 + (column + 0.5f) * 100 / 128 - 0.5f), crop[31 * 128 + column], 0.02f);
    }

    [Theory]
    [InlineData(-500, -300)]
    [InlineData(900, 50)]
    [InlineData(50, 5000)]
    public void Crop_WhollyOutside_IsTheNearestBorder(float x, float y)
    {
        using var image = Picture(200, 120, RampX);
        var expected = Math.Clamp(x, 0, 199);
        var crop = Crop(image, Quad.FromRectangle(x, y, 60, 20));
        Assert.All(crop, value => Assert.InRange(value, expected - 0.51f, Math.Min(199, expected + 60)));
    }

    /// <summary>A grid finer than a pixel of the crop must become grey: anything else is a pattern that is not in the picture.</summary>
    [Theory]
    [InlineData(800, 300)]
    [InlineData(700, 180)]
    [InlineData(333, 111)]
    [InlineData(390, 100)]
    [InlineData(1000, 250)]
    public void Crop_LargeFinePattern_IsAveragedWithoutAliasing(int width, int height)
    {
        using var image = Picture(1100, 400, (x, y) => (byte)((x + y) % 2 == 0 ? 0 : 255));
        Assert.All(Crop(image, Quad.FromRectangle(20.3f, 30.6f, width, height)), value => Assert.InRange(value, 95, 160));
    }

    [Fact]
    public void Crop_LargeRectangle_KeepsPositions()
    {
        using var image = Picture(1000, 400, (x, _) => (byte)(x / 4));
        var crop = Crop(image, Quad.FromRectangle(100, 50, 700, 300));
        for (var column = 0; column < 128; column++)
            Assert.Equal((100 + (column + 0.5f) * 700 / 128 - 2) / 4, crop[16 * 128 + column], 0.3f);
    }

    [Fact]
    public void Crop_RandomQuads_AreFiniteAndInRange()
    {
        using var image = Picture(97, 61, (x, y) => (byte)(x * 7 + y * 13));
        Random random = new(7);
        for (var i = 0; i < 150; i++)
        {
            Quad quad = new(Corner(random), Corner(random), Corner(random), Corner(random));
            var crop = Crop(image, quad);
            // NaN is neither: Min and Max pass it on.
            Assert.InRange(crop.Min(), 0, 255);
            Assert.InRange(crop.Max(), 0, 255.01f);
        }

        static Vector2 Corner(Random random) => new(random.NextSingle() * 300 - 100, random.NextSingle() * 200 - 70);
    }

    [Fact]
    public void Crop_PointQuad_IsThatPoint()
    {
        using var image = Picture(200, 120, RampX);
        Vector2 point = new(50.5f, 50.5f);
        Assert.All(Crop(image, new Quad(point, point, point, point)), value => Assert.Equal(50, value, 0.01f));
    }

    [Fact]
    public void Crop_NotANumber_Throws()
    {
        using var image = Picture(20, 20, RampX);
        var crop = new float[32 * 128];
        Assert.Throws<ArgumentException>(() => RegionCropper.Crop(image, Quad.FromRectangle(float.NaN, 0, 10, 10), crop, 128));
        Assert.Throws<ArgumentException>(() => RegionCropper.Crop(image, Quad.FromRectangle(0, 0, 10, 10), crop, 256));
    }

    [Fact]
    public void Crop_WarmPool_AllocatesNothing()
    {
        using var image = Picture(700, 400, RampX);
        Quad[] quads = [Quad.FromRectangle(10, 10, 100, 30), Quad.FromRectangle(10, 10, 600, 200), Rotated(new(300, 200), 200, 40, 30)];
        var crop = new float[32 * 256];
        CropAll();

        // The least of several: between two of them a collection may have emptied the pool.
        Assert.Equal(0, Enumerable.Range(0, 20).Min(_ => CropAll()));

        long CropAll()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var quad in quads)
            {
                var width = RegionCropper.AspectOf(quad) > 4 ? 256 : 128;
                RegionCropper.Crop(image, quad, crop.AsSpan(0, 32 * width), width);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Ramps in x and y tell which source position each pixel of the crop came from.</summary>
    private static void AssertMaps(Quad quad, float degrees)
    {
        using var imageX = Picture(220, 220, RampX);
        using var imageY = Picture(220, 220, RampY);
        float[] cropX = Crop(imageX, quad), cropY = Crop(imageY, quad);
        var turned = quad.RectifiedHeight > RegionCropper.TurnAbove * quad.RectifiedWidth;
        Assert.False(turned, $"{degrees} degrees");
        for (var row = 0; row < 32; row += 5)
        {
            for (var column = 0; column < 128; column += 9)
            {
                var expected = ProjectiveReference.Map(quad, (column + 0.5) / 128, (row + 0.5) / 32);
                Assert.Equal(expected.X - 0.5, cropX[row * 128 + column], 0.05);
                Assert.Equal(expected.Y - 0.5, cropY[row * 128 + column], 0.05);
            }
        }
    }

    private static float[] Crop(DecodedImage image, Quad quad)
    {
        var crop = new float[32 * 128];
        RegionCropper.Crop(image, quad, crop, 128);
        return crop;
    }

    private static Quad Rotated(Vector2 centre, float width, float height, float degrees)
    {
        var turn = Matrix3x2.CreateRotation(degrees * MathF.PI / 180) * Matrix3x2.CreateTranslation(centre);
        return new Quad(At(-1, -1), At(1, -1), At(1, 1), At(-1, 1));

        Vector2 At(float x, float y) => Vector2.Transform(new Vector2(x * width / 2, y * height / 2), turn);
    }

    private static DecodedImage Picture(int width, int height, Func<int, int, byte> value)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++) pixels.AsSpan(3 * i, 3).Fill(value(i % width, i / width));
        return DecodedImage.FromPixels(pixels, width, height);
    }
}
