using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Imaging;

public sealed class ImageDecoderSizeTests
{
    [Theory]
    [InlineData(4000, 3000, 1280, 960)]
    [InlineData(1500, 2000, 960, 1280)]
    [InlineData(2559, 1000, 1280, 500)]
    [InlineData(2560, 1000, 1280, 500)]
    [InlineData(1281, 961, 1280, 960)]
    [InlineData(1280, 961, 1280, 961)]
    [InlineData(100, 60, 100, 60)]
    [InlineData(20000, 20, 1280, 1)]
    public void Decode_Jpeg_LongerSideIsAtMostTheLimit(int width, int height, int expectedWidth, int expectedHeight)
    {
        using var image = Decoding.Decode(QuadrantPicture.Jpeg(width, height, "Q=50"));
        Assert.Equal((expectedWidth, expectedHeight), (image.Width, image.Height));
        Assert.Equal((width, height), (image.SourceWidth, image.SourceHeight));
        Assert.Equal((float)width / expectedWidth, image.ScaleToSource.X);
        Assert.Equal((float)height / expectedHeight, image.ScaleToSource.Y);
    }

    [Theory]
    [InlineData(1280, 1280, 1)]
    [InlineData(2559, 1280, 1)]
    [InlineData(2560, 1280, 2)]
    [InlineData(4000, 1280, 2)]
    [InlineData(5120, 1280, 4)]
    [InlineData(12000, 1280, 8)]
    [InlineData(60000, 1280, 8)]
    public void For_Side_ShrinkLeavesAReductionOfAtLeastOne(int side, int maxSide, int shrink)
    {
        var size = DecodedSize.For(side, side / 2, maxSide);
        Assert.Equal(shrink, size.JpegShrink);
        Assert.Equal((maxSide, (int)Math.Round(side / 2 * (double)maxSide / side)), (size.Width, size.Height));
    }

    /// <summary>A vertical edge must stay where it was: a resize that forgets pixel centres moves it by up to half a pixel.</summary>
    [Theory]
    [InlineData("jpeg", 1600)]
    [InlineData("jpeg", 1000)]
    [InlineData("png", 1600)]
    public void Decode_ReducedPicture_KeepsPositions(string format, int width)
    {
        var file = format == "jpeg"
            ? QuadrantPicture.Jpeg(width, 400, "Q=98,subsample-mode=off")
            : Png(width);
        using var image = Decoding.Decode(file, options => options.MaxSide = 300);
        // Red falls and green rises at half the width; the transition's centre from the sum of red along one line.
        var line = image.Pixels.Slice(3 * (image.Height / 4) * image.Width, 3 * image.Width);
        var sum = 0.0;
        for (var x = 0; x < image.Width; x++) sum += line[3 * x];
        double left = line[3 * 75], right = line[3 * 225];
        var edge = (sum - right * image.Width) / (left - right);
        Assert.Equal(150, edge, 0.15);

        static byte[] Png(int width)
        {
            using var picture = QuadrantPicture.Create(width, 400);
            return new Vision.Imaging.Vips.VipsOperation("pngsave_buffer").Image("in", picture).RunToBytes();
        }
    }

    [Fact]
    public void Pixels_AfterDispose_Throws()
    {
        var image = Decoding.Decode(QuadrantPicture.Jpeg());
        image.Dispose();
        image.Dispose();
        Assert.Throws<ObjectDisposedException>(() => image.Pixels.Length);
    }

    [Fact]
    public void FromPixels_WrongLength_Throws() => Assert.Throws<ArgumentException>(() => DecodedImage.FromPixels(new byte[10], 2, 2));
}
