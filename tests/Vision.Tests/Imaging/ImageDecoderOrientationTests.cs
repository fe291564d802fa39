using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Imaging;

public sealed class ImageDecoderOrientationTests
{
    /// <summary>Stored quarters that must appear top left, top right, bottom left and bottom right in the upright picture.</summary>
    public static TheoryData<int, int[]> Orientations => new()
    {
        { 1, [0, 1, 2, 3] },
        { 2, [1, 0, 3, 2] },
        { 3, [3, 2, 1, 0] },
        { 4, [2, 3, 0, 1] },
        { 5, [0, 2, 1, 3] },
        { 6, [2, 0, 3, 1] },
        { 7, [3, 1, 2, 0] },
        { 8, [1, 3, 0, 2] },
    };

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Decode_JpegWithOrientation_IsUpright(int orientation, int[] quarters)
    {
        using var image = Decoding.Decode(FileSurgery.WithExif(QuadrantPicture.Jpeg(), FileSurgery.ExifBlock(orientation)));
        AssertUpright(image, orientation, quarters);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Decode_ShrunkJpegWithOrientation_IsUprightAndMapsToTheUprightSource(int orientation, int[] quarters)
    {
        var file = FileSurgery.WithExif(QuadrantPicture.Jpeg(800, 500), FileSurgery.ExifBlock(orientation));
        using var image = Decoding.Decode(file, options => options.MaxSide = 160);
        var swapped = orientation >= 5;
        Assert.Equal(swapped ? (100, 160) : (160, 100), (image.Width, image.Height));
        Assert.Equal(swapped ? (500, 800) : (800, 500), (image.SourceWidth, image.SourceHeight));
        Assert.Equal(5, image.ScaleToSource.X, 3);
        Assert.Equal(5, image.ScaleToSource.Y, 3);
        QuadrantPicture.AssertQuarters(image, quarters.Select(quarter => QuadrantPicture.Colours[quarter]));
    }

    [Fact]
    public void Decode_PngWithOrientation_IsUpright()
    {
        using var image = Decoding.Decode(FileSurgery.WithPngChunk(QuadrantPicture.Png(), "eXIf", FileSurgery.ExifBlock(6)));
        AssertUpright(image, 6, [2, 0, 3, 1]);
    }

    [Fact]
    public void Decode_WebPWithOrientation_IsUpright()
    {
        var (width, height) = (QuadrantPicture.Width, QuadrantPicture.Height);
        var file = FileSurgery.WebPWithExif(QuadrantPicture.WebP(), width, height, FileSurgery.ExifBlock(6));
        using var image = Decoding.Decode(file);
        AssertUpright(image, 6, [2, 0, 3, 1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(255)]
    public void Decode_OrientationOutOfRange_IsIgnored(int orientation)
    {
        using var image = Decoding.Decode(FileSurgery.WithExif(QuadrantPicture.Jpeg(), FileSurgery.ExifBlock(orientation)));
        AssertUpright(image, 1, [0, 1, 2, 3]);
    }

    public static TheoryData<string, byte[]> BrokenBlocks => new()
    {
        { "nothing", [] },
        { "noise", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
        { "half a block", FileSurgery.ExifBlock(6)[..13] },
        { "directory beyond the end", [(byte)'M', (byte)'M', 0, 42, 0x7F, 0xFF, 0xFF, 0xFF] },
        { "thousands of entries", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3] },
        { "zeros", new byte[2000] },
    };

    [Theory]
    [MemberData(nameof(BrokenBlocks))]
    public void Decode_BrokenExif_IsIgnored(string kind, byte[] block)
    {
        Assert.NotEmpty(kind);
        using var image = Decoding.Decode(FileSurgery.WithExif(QuadrantPicture.Jpeg(), block));
        AssertUpright(image, 1, [0, 1, 2, 3]);
    }

    private static void AssertUpright(DecodedImage image, int orientation, int[] quarters)
    {
        var (width, height) = orientation >= 5
            ? (QuadrantPicture.Height, QuadrantPicture.Width)
            : (QuadrantPicture.Width, QuadrantPicture.Height);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal((width, height), (image.SourceWidth, image.SourceHeight));
        QuadrantPicture.AssertQuarters(image, quarters.Select(quarter => QuadrantPicture.Colours[quarter]));
    }
}
