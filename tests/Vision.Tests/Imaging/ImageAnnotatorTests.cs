using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Vision.Tests.Imaging;

public sealed class ImageAnnotatorTests
{
    private static readonly Rgb Red = new(255, 0, 0);

    [Fact]
    public void Annotate_QuadInSourcePixels_OutlineLiesOnItsEdges()
    {
        using var image = Decoding.Decode(Grey(800, 600), options => options.MaxSide = 400);
        using var drawn = Annotate(image, new Annotation(Quad.FromRectangle(100, 200, 400, 160), Red));
        Assert.Equal((400, 300), (drawn.Width, drawn.Height));
        foreach (var (x, y) in new[] { (50, 140), (250, 140), (150, 100), (150, 179) }) AssertNear(Red, drawn, x, y);
        AssertNear(new Rgb(128, 128, 128), drawn, 150, 140);
        AssertNear(new Rgb(128, 128, 128), drawn, 45, 95);
    }

    [Fact]
    public void Annotate_Picture_IsNotChanged()
    {
        using var image = Decoding.Decode(Grey(200, 200));
        Annotate(image, new Annotation(Quad.FromRectangle(10, 10, 100, 50), Red, "word")).Dispose();
        Assert.True(image.Pixels.IndexOfAnyExcept((byte)128) < 0);
    }

    [Fact]
    public void Annotate_Label_StandsInABoxAboveTheQuad()
    {
        using var image = Decoding.Decode(Grey(640, 480));
        using var drawn = Annotate(image, new Annotation(Quad.FromRectangle(100, 200, 300, 60), Red, "coffee 0.98"));
        var text = Count(drawn, 100, 170, 200, 30, (r, g, b) => r > 200 && g > 200 && b > 200);
        var box = Count(drawn, 100, 170, 200, 30, (r, g, b) => r > 180 && g < 90 && b < 90);
        Assert.InRange(text, 100, 800);
        Assert.InRange(box, 1000, 6000);
    }

    [Theory]
    [InlineData(-50, -50, 30, 30)]
    [InlineData(600, 2, 200, 20)]
    [InlineData(5, 470, 900, 500)]
    [InlineData(1e6f, 1e6f, 10, 10)]
    public void Annotate_QuadAtOrBeyondTheBorder_LabelStaysInside(float x, float y, float width, float height)
    {
        using var image = Decoding.Decode(Grey(640, 480));
        using var drawn = Annotate(image, new Annotation(Quad.FromRectangle(x, y, width, height), Red, "a label too long for its place"));
        Assert.True(Count(drawn, 0, 0, 640, 480, (r, g, b) => r > 180 && g < 90 && b < 90) > 3000);
    }

    [Fact]
    public void Annotate_CharactersWithoutGlyph_AreDrawnAsBoxes()
    {
        using var image = Decoding.Decode(Grey(640, 480));
        using var unknown = Annotate(image, new Annotation(Quad.FromRectangle(100, 200, 100, 60), Red, "漢字"));
        using var none = Annotate(image, new Annotation(Quad.FromRectangle(100, 200, 100, 60), Red, "  "));
        Assert.True(White(unknown) > White(none) + 40);

        static int White(DecodedImage image) => Count(image, 0, 0, 640, 480, (r, g, _) => r > 200 && g > 110);
    }

    [Fact]
    public void Measure_LettersDigitsAndPunctuation_EveryGlyphStaysInItsCell()
    {
        foreach (var character in Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code))
        {
            foreach (var polyline in StrokeFont.Glyph(character).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(polyline.Length >= 4 && polyline.Length % 2 == 0, $"'{character}': {polyline}");
                for (var i = 0; i < polyline.Length; i += 2)
                {
                    Assert.InRange(polyline[i], '0', '4');
                    Assert.InRange(polyline[i + 1], '0', '8');
                }
            }
        }
    }

    [Fact]
    public void Measure_Alphabet_EveryLetterAndDigitHasAGlyphOfItsOwn()
    {
        const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ";
        Assert.Equal(Alphabet.Length, Alphabet.Select(StrokeFont.Glyph).Distinct().Count());
        Assert.DoesNotContain(StrokeFont.Glyph('\u0000'), Alphabet.Select(StrokeFont.Glyph));
    }

    [Theory]
    [InlineData(PictureEncoding.Jpeg, 3)]
    [InlineData(PictureEncoding.Png, 0)]
    public void Encode_Pixels_DecodeToTheSame(PictureEncoding encoding, int tolerance)
    {
        using var image = Decoding.Decode(QuadrantPicture.Png());
        using var again = Decoding.Decode(PictureEncoder.Encode(image.Pixels, image.Width, image.Height, encoding));
        QuadrantPicture.AssertQuarters(again, QuadrantPicture.Colours, tolerance);
    }

    [Fact]
    public void Encode_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => PictureEncoder.Encode(new byte[5], 2, 1, PictureEncoding.Png));

    [Fact]
    public void ToString_Colour_NamesItsParts() => Assert.Contains("255", Red.ToString(), StringComparison.Ordinal);

    private static DecodedImage Annotate(DecodedImage image, Annotation annotation) =>
        Decoding.Decode(ImageAnnotator.Annotate(image, [annotation], PictureEncoding.Png));

    private static byte[] Grey(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(128);
        return PictureEncoder.Encode(pixels, width, height, PictureEncoding.Png);
    }

    private static void AssertNear(Rgb expected, DecodedImage image, int x, int y)
    {
        var pixel = image.Pixels.Slice(3 * (y * image.Width + x), 3);
        Assert.True(
            Math.Abs(pixel[0] - expected.R) < 70 && Math.Abs(pixel[1] - expected.G) < 70 && Math.Abs(pixel[2] - expected.B) < 70,
            $"({x}, {y}) is {pixel[0]}, {pixel[1]}, {pixel[2]} instead of {expected}");
    }

    private static int Count(DecodedImage image, int left, int top, int width, int height, Func<byte, byte, byte, bool> condition)
    {
        var count = 0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                var pixel = image.Pixels.Slice(3 * (y * image.Width + x), 3);
                if (condition(pixel[0], pixel[1], pixel[2])) count++;
            }
        }
        return count;
    }
}
