using System.Security.Cryptography;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Vips;

namespace Indexing.Vision.Tests.Imaging;

/// <summary>Alone in the process while it runs: libvips counts the memory of all threads together.</summary>
[CollectionDefinition("measures libvips memory", DisableParallelization = true)]
public sealed class MeasuresNativeMemory;

[Collection("measures libvips memory")]
public sealed class ImageDecoderConcurrencyTests
{
    private const int Threads = 8, Rounds = 4;

    [Fact]
    public void Decode_GoodAndBadFilesOnManyThreads_EachGivesItsOwnResultAndMemoryReturns()
    {
        var decoder = Decoding.Decoder(options => options.MaxSide = 256);
        byte[][] files = [.. GoodFiles(), .. BadFiles()];
        string[] expected = [.. files.Select(file => Outcome(decoder, file))];
        Assert.Equal(GoodFiles().Count(), expected.Count(outcome => outcome.Length == 64));
        var before = VipsLibrary.TrackedMemory;

        Parallel.For(0, Threads * Rounds, new ParallelOptions { MaxDegreeOfParallelism = Threads }, round =>
        {
            for (var i = 0; i < files.Length; i++)
            {
                var which = (i + round * 5) % files.Length;
                Assert.Equal(expected[which], Outcome(decoder, files[which]));
            }
        });

        Assert.InRange(VipsLibrary.TrackedMemory, 0, before + 4096);
    }

    private static IEnumerable<byte[]> GoodFiles() =>
    [
        QuadrantPicture.Jpeg(640, 480), QuadrantPicture.Jpeg(), QuadrantPicture.Png(), QuadrantPicture.WebP(), QuadrantPicture.CmykJpeg(),
        QuadrantPicture.SixteenBitPng(), QuadrantPicture.TransparentPng(),
        FileSurgery.WithExif(QuadrantPicture.Jpeg(640, 480), FileSurgery.ExifBlock(6)),
    ];

    private static IEnumerable<byte[]> BadFiles()
    {
        var jpeg = QuadrantPicture.Jpeg(640, 480);
        return
        [
            jpeg[..(jpeg.Length / 2)], jpeg[..30], QuadrantPicture.Png()[..200], QuadrantPicture.WebP()[..60], [], "plain text"u8.ToArray(),
            FileSurgery.PngOfDeclaredSize(50_000, 50_000), FileSurgery.PngOfDeclaredSize(64, 64),
        ];
    }

    private static string Outcome(ImageDecoder decoder, byte[] file)
    {
        var result = decoder.Decode(file);
        using var image = result.Image;
        return image is null ? result.Rejection!.ToString() : Convert.ToHexString(SHA256.HashData(image.Pixels));
    }
}
