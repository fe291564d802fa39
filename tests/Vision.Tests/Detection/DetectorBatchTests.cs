using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using static Indexing.Vision.Tests.Detection.DetectedWords;

namespace Indexing.Vision.Tests.Detection;

/// <summary>Pictures that share a call of the detector get what they get alone.</summary>
public sealed class DetectorBatchTests : IDisposable
{
    private readonly DecodedImage _golden;
    private readonly DecodedImage _smaller;

    public DetectorBatchTests()
    {
        var golden = new Golden("detector");
        var picture = golden.Description.GetProperty("image");
        var shape = Golden.Shape(picture);
        _golden = DecodedImage.FromPixels(golden.Bytes(picture), shape[1], shape[0]);
        _smaller = TopLeft(_golden, width: 170, height: 100);
    }

    [Fact]
    public async Task Detect_TwoPicturesInOneBatch_FindsInEachWhatItFindsAlone()
    {
        // Whoever calls first waits for the second for a day: that both are done means that they shared the call.
        using var together = new TextDetector(
            Golden.Pack, Golden.Device(new InferenceOptions
            {
                Precision = "fp32",
                DetectorBatch = 2,
                MaxBatchWait = TimeSpan.FromDays(1),
            }));
        using var alone = new TextDetector(Golden.Pack, Golden.Device(new InferenceOptions { Precision = "fp32", DetectorBatch = 2 }));

        var detections = await Task.WhenAll(Detect(together, _golden), Detect(together, _smaller)).WaitAsync(TimeSpan.FromMinutes(2));

        AssertAlike(await Detect(alone, _golden), detections[0], pixels: 0.01f);
        AssertAlike(await Detect(alone, _smaller), detections[1], pixels: 0.01f);
    }

    [Fact]
    public async Task Detect_PaddedForBatches_FindsTheSameWords()
    {
        using var coarse = new TextDetector(Golden.Pack, Golden.Device(new InferenceOptions { Precision = "fp32", DetectorBatch = 2 }));
        using var exact = new TextDetector(Golden.Pack, Golden.Device());

        // Beyond the picture the network sees black or nothing: faint alternatives differ, words do not.
        AssertAlike(Words(await Detect(exact, _golden)), Words(await Detect(coarse, _golden)), pixels: 1);
        AssertAlike(Words(await Detect(exact, _smaller)), Words(await Detect(coarse, _smaller)), pixels: 1);
    }

    [Fact]
    public async Task Detect_BatchWithADisposedPicture_FailsThatPictureAlone()
    {
        using var detector = new TextDetector(
            Golden.Pack, Golden.Device(new InferenceOptions
            {
                Precision = "fp32",
                Runners = 1,
                DetectorBatch = 2,
                MaxBatchWait = TimeSpan.FromDays(1),
            }));
        _smaller.Dispose();

        var (good, bad) = (Detect(detector, _golden), Detect(detector, _smaller));

        Assert.NotEmpty(await good.WaitAsync(TimeSpan.FromMinutes(2)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bad);
    }

    [Fact]
    public async Task Detect_Cancelled_Throws()
    {
        using var detector = new TextDetector(Golden.Pack, Golden.Device());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => detector.DetectAsync(_golden, [], new CancellationToken(canceled: true)));
    }

    public void Dispose()
    {
        _golden.Dispose();
        _smaller.Dispose();
    }

    private static void AssertAlike(List<TextRegion> expected, List<TextRegion> actual, float pixels)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var one in expected)
        {
            var nearest = actual.MinBy(other => Distance(one, other));
            Assert.InRange(Distance(one, nearest), 0, pixels);
            Assert.Equal(one.Score, nearest.Score, 0.02f);
        }
    }

    private static float Distance(TextRegion one, TextRegion other) => MathF.Max(
        Vector2.Distance(one.Quad.TopLeft, other.Quad.TopLeft), Vector2.Distance(one.Quad.BottomRight, other.Quad.BottomRight));

    private static DecodedImage TopLeft(DecodedImage image, int width, int height)
    {
        var pixels = new byte[width * height * DecodedImage.Channels];
        for (var y = 0; y < height; y++)
            image.Pixels.Slice(y * image.Width * DecodedImage.Channels, width * DecodedImage.Channels)
                .CopyTo(pixels.AsSpan(y * width * DecodedImage.Channels));
        return DecodedImage.FromPixels(pixels, width, height);
    }
}
