using System.Text.Json;
using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class ScenePixelsTests
{
    private const int Size = 32;

    private static readonly JsonElement Goldens = JsonDocument.Parse(File.ReadAllBytes(GoldenFile())).RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Goldens.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_Picture_IsWhatOpenCvOrPillowMakesOfIt(int number)
    {
        var golden = Goldens[number];
        var (width, height) = (golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32());
        var expected = golden.GetProperty("pixels").GetBytesFromBase64();
        var description = Description(golden.GetProperty("resize").GetString()!, golden.GetProperty("interpolation").GetString()!);
        using var picture = Picture(width, height);
        var tensor = new float[3 * Size * Size];

        new ScenePixels(description).Write(picture, tensor);

        // One of 255 steps: OpenCV rounds areas, and Pillow computes weights with 22 bits.
        for (var i = 0; i < expected.Length; i++)
        {
            var (pixel, channel) = (i / 3, i % 3);
            Assert.InRange(255 * tensor[(channel * Size * Size) + pixel], expected[i] - 1.001f, expected[i] + 1.001f);
        }
    }

    [Fact]
    public void Write_MeanAndDeviation_AreThoseOfTheChannel()
    {
        using var picture = DecodedImage.FromPixels([255, 51, 0], 1, 1);
        var tensor = new float[3 * Size * Size];

        new ScenePixels(Description("squash", "area") with { Mean = [0.5f, 0.4f, 0.25f], Std = [0.5f, 0.1f, 2] }).Write(picture, tensor);

        Assert.Equal([1, -2, -0.125f], [tensor[7], tensor[(Size * Size) + 7], tensor[(2 * Size * Size) + 7]], Nearly);
    }

    [Fact]
    public void Write_NoSquare_HasItsWidthAndHeight()
    {
        using var picture = DecodedImage.FromPixels([255, 255, 255, 0, 0, 0], 2, 1);
        var tensor = new float[3 * 4 * 2];

        new ScenePixels(Description("squash", "area") with { Size = null, Width = 4, Height = 2 }).Write(picture, tensor);

        Assert.Equal([1, 1, 0, 0, 1, 1, 0, 0], tensor[..8], Nearly);
    }

    [Fact]
    public void ViewOf_CroppedPicture_IsItsMiddle()
    {
        using var picture = Picture(100, 50);

        var view = new ScenePixels(Description("crop", "bicubic")).ViewOf(picture);

        Assert.Equal(new SceneBox(0.25f, 0, 0.75f, 1), view);
    }

    [Fact]
    public void ViewOf_SquashedPicture_IsAllOfIt()
    {
        using var picture = Picture(100, 50);

        Assert.Equal(SceneBox.Whole, new ScenePixels(Description("squash", "area")).ViewOf(picture));
    }

    private static ImageTowerDescription Description(string resize, string interpolation) => new()
    {
        File = "image_tower.onnx",
        Sha256 = "",
        Input = "pixels",
        Output = "scene",
        Size = Size,
        Resize = resize,
        Interpolation = interpolation,
        Mean = [0, 0, 0],
        Std = [1, 1, 1],
    };

    /// <summary>The picture of golden/scene_pixels.py.</summary>
    private static DecodedImage Picture(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, c) = (i / 3 % width, i / 3 / width, i % 3);
            pixels[i] = (byte)((x * 7) + (y * 13) + (c * 60) + ((((x / 5) + (y / 4)) % 2) * 90) + (x * y % 17));
        }

        return DecodedImage.FromPixels(pixels, width, height);
    }

    private static bool Nearly(float one, float other) => MathF.Abs(one - other) < 1e-5f;

    private static string GoldenFile([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "golden/scene_pixels.json");
}
