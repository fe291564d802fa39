using Indexing.TestSupport.Sentences;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Indexing.Vision.Tests.Onnx;
using static Indexing.Vision.Tests.Sentences.SentencePackFixture;

namespace Indexing.Vision.Tests.Sentences;

public sealed class SceneEncoderTests(SentencePackFixture packs) : IClassFixture<SentencePackFixture>, IDisposable
{
    private readonly SceneEncoder _encoder = new(packs.Colours, Golden.Device());

    [Fact]
    public async Task Encode_PictureOfTwoColours_IsNearestToTheSentenceThatNamesThem()
    {
        using var sentences = new SentenceEncoder(packs.Colours, Options);
        using var picture = SentencePacks.Picture("red", "blue");

        var scene = await EncodeAsync(picture);

        Assert.Equal(1, Length(scene), 1e-5);
        Assert.InRange(Cosine(scene, sentences.Encode("a red and blue picture")), 0.95f, 1.001f);
        Assert.InRange(Cosine(scene, sentences.Encode("a red picture")), 0.6f, 0.8f);
        Assert.InRange(Cosine(scene, sentences.Encode("a green picture")), -0.1f, 0.1f);
    }

    [Fact]
    public async Task Encode_ClipShaped_IsScaledToUnitLength()
    {
        using var encoder = new SceneEncoder(packs.ClipShaped, Golden.Device());
        using var picture = SentencePacks.Picture("red", "blue");

        var scene = await encoder.EncodeAsync(picture, CancellationToken.None);

        Assert.Equal(512, scene.Length);
        Assert.Equal(1, Length(scene), 1e-5);
    }

    [Fact]
    public async Task Encode_PicturesOfABatch_GetWhatTheyGetAlone()
    {
        // Whoever calls first waits a day for the batch to fill: that all are done means that they shared it.
        using var together = new SceneEncoder(packs.Colours, Golden.Device(new InferenceOptions
        {
            Precision = "fp32",
            Runners = 1,
            DetectorBatch = 3,
            MaxBatchWait = TimeSpan.FromDays(1),
        }));
        using var first = SentencePacks.Picture("red", "blue");
        using var second = SentencePacks.Picture(77, 401, ["green", "yellow", "black"]);
        using var third = SentencePacks.Picture("white");

        var map = together.MapAsync(second, CancellationToken.None);
        var scenes = await Task.WhenAll(
            together.EncodeAsync(first, CancellationToken.None), together.EncodeAsync(third, CancellationToken.None))
            .WaitAsync(TimeSpan.FromMinutes(2));

        Assert.InRange(Cosine(await EncodeAsync(first), scenes[0]), 0.99999f, 1.00001f);
        Assert.InRange(Cosine(await EncodeAsync(third), scenes[1]), 0.99999f, 1.00001f);
        var (alone, shared) = (await _encoder.MapAsync(second, CancellationToken.None), await map);
        Assert.Equal(1, Cosine(alone!.Vector(3, 3), shared!.Vector(3, 3)), 1e-5);
    }

    [Fact]
    public async Task Encode_OnADeviceOfFixedShapes_GivesWhatTheCpuGives()
    {
        var provider = new FixedShapeProvider();
        var log = new LogLines<InferenceDevice>();
        using var encoder = new SceneEncoder(
            packs.Colours, new InferenceDevice(new InferenceOptions { Precision = "fp32" }, log, provider));
        var warmed = provider.Sessions.Count;
        DecodedImage[] pictures = [.. SentencePacks.Colours.Take(7).Select(colour => SentencePacks.Picture(colour, "white"))];

        var scenes = await Task.WhenAll(pictures.Select(picture => encoder.EncodeAsync(picture, CancellationToken.None)));

        for (var i = 0; i < pictures.Length; i++)
        {
            Assert.Equal(1, Cosine(await EncodeAsync(pictures[i]), scenes[i]), 1e-5);
            pictures[i].Dispose();
        }

        Assert.Equal(warmed, provider.Sessions.Count);
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("not warmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encode_DisposedPictureInABatch_FailsAlone()
    {
        using var encoder = new SceneEncoder(packs.Colours, Golden.Device(new InferenceOptions
        {
            Precision = "fp32",
            Runners = 1,
            DetectorBatch = 2,
            MaxBatchWait = TimeSpan.FromDays(1),
        }));
        using var good = SentencePacks.Picture("red");
        var bad = SentencePacks.Picture("red");
        bad.Dispose();

        var (fine, failed) = (encoder.EncodeAsync(good, CancellationToken.None), encoder.EncodeAsync(bad, CancellationToken.None));

        Assert.NotEmpty(await fine.WaitAsync(TimeSpan.FromMinutes(2)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => failed);
    }

    [Fact]
    public async Task Encode_Cancelled_Throws()
    {
        using var picture = SentencePacks.Picture("red");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _encoder.EncodeAsync(picture, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Encode_SidesOfEveryKind_IsRead()
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 700), (700, 1), (64, 64), (63, 65), (1280, 961) })
        {
            using var picture = SentencePacks.Picture(width, height, ["olive"]);
            var scene = await EncodeAsync(picture);
            Assert.Equal("olive", SentencePacks.Colours[Array.IndexOf(scene, scene.Max())]);
        }
    }

    [Fact]
    public async Task Map_StripesOfColours_HasThemWhereTheyAre()
    {
        using var picture = SentencePacks.Picture("red", "blue");

        var map = await _encoder.MapAsync(picture, CancellationToken.None);

        Assert.NotNull(map);
        Assert.Equal((8, 8, 16), (map.Rows, map.Columns, map.Dimension));
        Assert.Equal(SentencePacks.Colours.ToList().IndexOf("red"), Largest(map.Vector(7, 3)));
        Assert.Equal(SentencePacks.Colours.ToList().IndexOf("blue"), Largest(map.Vector(0, 4)));
        Assert.Equal(1, Length(map.Vector(5, 5)), 1e-5);
        Assert.Equal(SceneBox.Whole, map.View);
    }

    [Fact]
    public async Task Map_Boxes_ReachFromTheMiddleOfTheCellAndEndAtTheEdge()
    {
        using var picture = SentencePacks.Picture("red", "blue");

        var map = await _encoder.MapAsync(picture, CancellationToken.None);

        Assert.Equal(new SceneBox(0.3125f, 0.4375f, 0.5625f, 0.6875f), map!.Box(4, 3));
        Assert.Equal(new SceneBox(0, 0, 0.1875f, 0.1875f), map.Box(0, 0));
        Assert.Equal(new SceneBox(0.375f, 0.5f, 0.5f, 0.625f), map.CellBox(4, 3));
    }

    [Fact]
    public async Task Map_Objectness_IsAProbability()
    {
        using var picture = SentencePacks.Picture("red", "white");

        var map = await _encoder.MapAsync(picture, CancellationToken.None);

        Assert.InRange(map!.Objectness(2, 0), 0.97f, 0.99f);
        Assert.InRange(map.Objectness(2, 7), 0.01f, 0.03f);
    }

    [Fact]
    public async Task Map_OfAPackWithoutOne_IsNull()
    {
        using var encoder = new SceneEncoder(packs.ClipShaped, Golden.Device());
        using var picture = SentencePacks.Picture("red");

        Assert.False(encoder.HasMap);
        Assert.Null(await encoder.MapAsync(picture, CancellationToken.None));
    }

    [Fact]
    public void Timings_OfTheImageTower_HaveOneEntryForEachBucket()
    {
        var timings = new SceneTimings(packs.Colours);
        var device = Golden.Device(new InferenceOptions { Precision = "fp32", DetectorBatch = 4 });

        var times = timings.Measure(device, timings.BucketsOf(device));

        Assert.Equal([new NetworkShape(1, 64, 64), new NetworkShape(4, 64, 64)], times.Select(time => time.Shape));
        Assert.All(times, time => Assert.True(time is { Network: "image_tower", Median.Ticks: > 0 }));
    }

    public void Dispose() => _encoder.Dispose();

    private Task<float[]> EncodeAsync(DecodedImage picture) => _encoder.EncodeAsync(picture, CancellationToken.None);

    private static int Largest(ReadOnlySpan<float> vector) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(vector);
}
