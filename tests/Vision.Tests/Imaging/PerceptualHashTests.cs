using System.Numerics;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;
using Microsoft.Extensions.Options;

namespace Indexing.Vision.Tests.Imaging;

public sealed class PerceptualHashTests
{
    [Theory]
    [InlineData(640, 480, 1, 0)]
    [InlineData(160, 120, 1, 0)]
    [InlineData(320, 240, 0.7, 30)]
    public void Compute_CopyOfAnotherSizeOrBrightness_DiffersInFewBits(int width, int height, double contrast, int brightness)
    {
        using var original = Waves(320, 240, seed: 1);
        using var copy = Waves(width, height, seed: 1, contrast, brightness);

        Assert.InRange(Distance(original, copy), 0, 4);
    }

    [Fact]
    public void Compute_CopyThatWasCompressed_DiffersInFewBits()
    {
        using var original = Waves(320, 240, seed: 2);
        var decoded = new ImageDecoder(Options.Create(new ImageDecodingOptions())).Decode(ImageAnnotator.Annotate(original, []));
        using var copy = decoded.Image!;

        Assert.InRange(Distance(original, copy), 0, 4);
    }

    [Fact]
    public void Compute_OtherPictures_DifferInManyBits()
    {
        for (var seed = 3; seed < 13; seed++)
        {
            using var first = Waves(320, 240, seed);
            using var second = Waves(320, 240, seed + 100);
            Assert.InRange(Distance(first, second), 12, 52);
        }
    }

    [Fact]
    public void Compute_PictureSmallerThanTheGrid_IsPossible()
    {
        using var tiny = Waves(8, 8, seed: 4);

        Assert.NotEqual(0UL, PerceptualHash.Compute(tiny));
    }

    private static int Distance(DecodedImage a, DecodedImage b) =>
        BitOperations.PopCount(PerceptualHash.Compute(a) ^ PerceptualHash.Compute(b));

    /// <summary>A sum of random waves, the same at every size.</summary>
    private static DecodedImage Waves(int width, int height, int seed, double contrast = 1, int brightness = 0)
    {
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 12)
            .Select(_ => (X: random.Next(0, 6), Y: random.Next(0, 6), Phase: random.NextDouble() * 6.28, Height: random.NextDouble()))
            .ToArray();
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = waves.Sum(wave => wave.Height * Math.Sin(
                    (Math.PI * wave.X * (x + 0.5) / width) + (Math.PI * wave.Y * (y + 0.5) / height) + wave.Phase));
                pixels.AsSpan(3 * ((y * width) + x), 3).Fill((byte)Math.Clamp(128 + brightness + (contrast * 20 * value), 0, 255));
            }
        }

        return DecodedImage.FromPixels(pixels, width, height);
    }
}
