using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Tests.Imaging;

public sealed class ImageDecoderColourTests
{
    [Fact]
    public void Decode_Jpeg_KeepsSizeAndColours() => AssertDecoded(QuadrantPicture.Jpeg());

    [Fact]
    public void Decode_ProgressiveJpeg_KeepsSizeAndColours() => AssertDecoded(QuadrantPicture.Jpeg("Q=95,interlace=true"));

    [Fact]
    public void Decode_Png_KeepsColoursExactly() => AssertDecoded(QuadrantPicture.Png(), tolerance: 0);

    [Fact]
    public void Decode_InterlacedPng_KeepsColoursExactly() => AssertDecoded(QuadrantPicture.Png("interlace=true"), tolerance: 0);

    [Fact]
    public void Decode_PalettePng_KeepsColours() => AssertDecoded(QuadrantPicture.Png("palette=true"), tolerance: 2);

    [Fact]
    public void Decode_LosslessWebP_KeepsColoursExactly() => AssertDecoded(QuadrantPicture.WebP(), tolerance: 0);

    [Fact]
    public void Decode_LossyWebP_KeepsColours() => AssertDecoded(QuadrantPicture.WebP("Q=90"));

    [Fact]
    public void Decode_SixteenBitPng_IsReducedToEightBits() => AssertDecoded(QuadrantPicture.SixteenBitPng(), tolerance: 1);

    /// <summary>Print colours are fewer: the way there and back moves saturated ones.</summary>
    [Fact]
    public void Decode_CmykJpeg_IsConvertedToRgb() => AssertDecoded(QuadrantPicture.CmykJpeg(), tolerance: 60);

    [Fact]
    public void Decode_GreyJpeg_HasThreeEqualChannels()
    {
        using var image = Decoding.Decode(QuadrantPicture.GreyJpeg());
        Assert.Equal(QuadrantPicture.Width * QuadrantPicture.Height * 3, image.Pixels.Length);
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            Assert.Equal(image.Pixels[i], image.Pixels[i + 1]);
            Assert.Equal(image.Pixels[i], image.Pixels[i + 2]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_TransparentPng_LiesOnWhite(bool sixteenBit)
    {
        using var image = Decoding.Decode(QuadrantPicture.TransparentPng(sixteenBit));
        var colours = QuadrantPicture.Colours;
        QuadrantPicture.AssertQuarters(image, [colours[0], (255, 255, 255), colours[2], (255, 255, 255)], tolerance: 1);
    }

    [Fact]
    public void Decode_AnimatedWebP_GivesTheFirstFrame()
    {
        var (width, height) = (QuadrantPicture.Width, QuadrantPicture.Height);
        using var black = VipsImage.FromPixels(new byte[width * height * 3], width, height);
        var second = new VipsOperation("webpsave_buffer").Image("in", black).Options("lossless=true,keep=none").RunToBytes();
        AssertDecoded(FileSurgery.AnimatedWebP(width, height, QuadrantPicture.WebP(), second, second), tolerance: 0);
    }

    private static void AssertDecoded(byte[] file, int tolerance = 12)
    {
        using var image = Decoding.Decode(file);
        Assert.Equal((QuadrantPicture.Width, QuadrantPicture.Height), (image.Width, image.Height));
        QuadrantPicture.AssertQuarters(image, QuadrantPicture.Colours, tolerance);
    }
}
