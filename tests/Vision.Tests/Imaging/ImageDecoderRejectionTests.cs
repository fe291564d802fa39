using System.Text;
using Indexing.Vision.Imaging;
using static Indexing.Vision.Imaging.ImageRejectionReason;

namespace Indexing.Vision.Tests.Imaging;

public sealed class ImageDecoderRejectionTests
{
    private const string ExternalEntity =
        """
        <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>
        """;

    public static TheoryData<string, Func<byte[]>> Encoders => new()
    {
        { "baseline", () => QuadrantPicture.Jpeg(300, 200) },
        { "progressive", () => QuadrantPicture.Jpeg(300, 200, "Q=90,interlace=true") },
        { "png", () => QuadrantPicture.Png() },
        { "interlaced png", () => QuadrantPicture.Png("interlace=true") },
        { "webp", () => QuadrantPicture.WebP() },
        { "lossy webp", () => QuadrantPicture.WebP("Q=90") },
    };

    [Fact]
    public void Decode_NoBytes_IsEmpty() => Assert.Equal(Empty, Decoding.Reject([]));

    [Fact]
    public void Decode_MoreBytesThanAllowed_IsTooLarge()
    {
        var file = QuadrantPicture.Jpeg();
        Assert.Equal(TooLarge, Decoding.Reject(file, options => options.MaxBytes = file.Length - 1));
        Decoding.Decode(file, options => options.MaxBytes = file.Length).Dispose();
    }

    [Theory]
    [InlineData(50_000u, 50_000u)]
    [InlineData(60_000u, 1_700u)]
    [InlineData(2_000_000u, 2_000_000u)]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu)]
    public void Decode_HugeDeclaredSize_IsTooManyPixelsWithoutDecoding(uint width, uint height)
    {
        var before = Vision.Imaging.Vips.VipsLibrary.TrackedMemory;
        Assert.Equal(TooManyPixels, Decoding.Reject(FileSurgery.PngOfDeclaredSize(width, height)));
        Assert.InRange(Vision.Imaging.Vips.VipsLibrary.TrackedMemory - before, long.MinValue, 100_000_000);
    }

    [Fact]
    public void Decode_MorePixelsThanAllowed_IsTooManyPixels()
    {
        const long Pixels = QuadrantPicture.Width * QuadrantPicture.Height;
        Assert.Equal(TooManyPixels, Decoding.Reject(QuadrantPicture.Jpeg(), options => options.MaxPixels = Pixels - 1));
        Decoding.Decode(QuadrantPicture.Jpeg(), options => options.MaxPixels = Pixels).Dispose();
    }

    [Theory]
    [InlineData(7, 100)]
    [InlineData(100, 7)]
    [InlineData(1, 1)]
    public void Decode_SideBelowMinimum_IsTooSmall(int width, int height) =>
        Assert.Equal(TooSmall, Decoding.Reject(QuadrantPicture.Jpeg(width, height)));

    [Theory]
    [InlineData("hello, this is a text that somebody renamed to holiday.jpg")]
    [InlineData("<!DOCTYPE html><html><body><svg></svg>404 Not Found</body></html>")]
    [InlineData("{\"error\":\"no such key\"}")]
    [InlineData("\u0001")]
    public void Decode_OtherContent_IsNotAnImage(string content) =>
        Assert.Equal(NotAnImage, Decoding.Reject(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData(ExternalEntity)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("GIF89a\u0001\u0000\u0001\u0000")]
    [InlineData("II*\u0000\u0008\u0000\u0000\u0000")]
    [InlineData("%PDF-1.7")]
    [InlineData("\u0000\u0000\u0000\u001cftypheic\u0000\u0000\u0000\u0000")]
    [InlineData("BM\u0001\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0036\u0000\u0000\u0000")]
    public void Decode_FormatNotRead_IsUnsupported(string content) =>
        Assert.Equal(UnsupportedFormat, Decoding.Reject(Encoding.Latin1.GetBytes(content)));

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Decode_FileCutAnywhere_IsTruncatedNeverHalfAPicture(string kind, Func<byte[]> encode)
    {
        Assert.NotEmpty(kind);
        var file = encode();
        foreach (var share in new[] { 0.05, 0.2, 0.5, 0.8, 0.95 })
            Assert.Equal(Truncated, Decoding.Reject(file[..Math.Max(16, (int)(share * file.Length))]));
    }

    [Fact]
    public void Decode_JpegCutAtAQuarterAndShrunk_IsTruncated()
    {
        var file = QuadrantPicture.Jpeg(2000, 1600);
        Assert.Equal(Truncated, Decoding.Reject(file[..(file.Length / 4)], options => options.MaxSide = 200));
    }

    /// <summary>The end mark of an EXIF preview must not count as the photograph's.</summary>
    [Fact]
    public void Decode_CutJpegWithPreview_IsTruncated()
    {
        var file = FileSurgery.WithExif(QuadrantPicture.Jpeg(300, 200), QuadrantPicture.Jpeg(32, 32));
        Assert.Equal(Truncated, Decoding.Reject(file[..(file.Length - 400)]));
    }

    [Fact]
    public void Decode_CorruptPngPixels_IsCorrupt() => Assert.Equal(Corrupt, Decoding.Reject(Damage(QuadrantPicture.Png("compression=1"))));

    [Fact]
    public void Decode_CorruptWebPPixels_IsCorrupt() => Assert.Equal(Corrupt, Decoding.Reject(Damage(QuadrantPicture.WebP("Q=90"))));

    /// <summary>A JPEG has no checksum; this is what its decoder can see.</summary>
    [Fact]
    public void Decode_JpegWithImpossibleCodes_IsCorrupt()
    {
        var file = QuadrantPicture.Jpeg(400, 400);
        var scan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        for (var i = scan + 60; i < scan + 160; i += 2) (file[i], file[i + 1]) = (0xFF, 0x00);
        Assert.Equal(Corrupt, Decoding.Reject(file));
    }

    [Fact]
    public void Decode_CorruptJpegHeader_IsCorrupt()
    {
        var file = QuadrantPicture.Jpeg();
        var frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        file[frame + 9] = 9;
        Assert.Equal(Corrupt, Decoding.Reject(file));
    }

    [Fact]
    public void Decode_BytesAfterTheEnd_AreIgnored()
    {
        Decoding.Decode([.. QuadrantPicture.Jpeg(), .. new byte[500]]).Dispose();
        Decoding.Decode([.. QuadrantPicture.Png(), .. new byte[500]]).Dispose();
        Decoding.Decode([.. QuadrantPicture.WebP(), .. new byte[500]]).Dispose();
    }

    [Fact]
    public void ToCode_EveryReason_HasACodeOfItsOwn()
    {
        var codes = Enum.GetValues<ImageRejectionReason>().Select(reason => reason.ToCode()).ToList();
        Assert.Equal(
            ["empty", "too_large", "too_many_pixels", "too_small", "not_an_image", "unsupported_format", "truncated", "corrupt"], codes);
    }

    private static byte[] Damage(byte[] file)
    {
        for (var i = file.Length / 2; i < file.Length / 2 + 20; i++) file[i] ^= 0x5A;
        return file;
    }
}
