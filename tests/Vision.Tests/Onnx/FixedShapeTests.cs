using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging;
using static Indexing.Vision.Tests.Detection.DetectedWords;

namespace Indexing.Vision.Tests.Onnx;

/// <summary>What a GPU changes beside the arithmetic: sessions per shape, padded batches, tuning. On the CPU, to compare.</summary>
public sealed class FixedShapeTests : IDisposable
{
    private readonly FixedShapeProvider _provider = new();
    private readonly LogLines<InferenceDevice> _log = new();
    private readonly DecodedImage _golden;

    public FixedShapeTests()
    {
        var golden = new Golden("detector");
        var picture = golden.Description.GetProperty("image");
        var shape = Golden.Shape(picture);
        _golden = DecodedImage.FromPixels(golden.Bytes(picture), shape[1], shape[0]);
    }

    [Fact]
    public async Task Detect_ThreePicturesInOnePaddedBatch_FindsWhatTheCpuFinds()
    {
        // Three pictures run as four places: the fourth holds nothing.
        using var detector = new TextDetector(
            Golden.Pack, Device(new InferenceOptions { Runners = 1, Precision = "fp32" }), Math.Max(_golden.Width, _golden.Height));
        using var onCpu = new TextDetector(Golden.Pack, Golden.Device());

        var found = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Detect(detector, _golden)));

        var expected = Words(await Detect(onCpu, _golden));
        Assert.NotEmpty(expected);
        Assert.All(found, regions => AssertAlike(expected, Words(regions)));
    }

    [Fact]
    public async Task Embed_PaddedBatches_GivesWhatTheCpuGives()
    {
        using var embedder = new RegionEmbedder(Golden.Pack, Device());
        using var onCpu = new RegionEmbedder(Golden.Pack, Golden.Device());
        TextRegion[] regions = [.. Enumerable.Range(0, 7).Select(i => Region(5 + (3 * i), 10 + (5 * i), 40 + (50 * (i % 3)), 24))];

        // Twice: what was bound for the first call must not be read by the second.
        using var unlike = await embedder.EmbedAsync(_golden, [.. regions.Reverse()], CancellationToken.None);
        using var embeddings = await embedder.EmbedAsync(_golden, regions, CancellationToken.None);

        using var expected = await onCpu.EmbedAsync(_golden, regions, CancellationToken.None);
        for (var i = 0; i < regions.Length; i++)
        {
            Assert.InRange(Cosine(expected.Lexical(i).Span, embeddings.Lexical(i).Span), 0.9999f, 1.0001f);
            Assert.Equal(expected.Display(i).ToArray(), embeddings.Display(i).ToArray());
        }
    }

    [Fact]
    public async Task Load_FixedShapes_RunsEveryBucketBeforeItReturns()
    {
        using var embedder = new RegionEmbedder(Golden.Pack, Device());
        var warmed = _provider.Sessions.Count;
        var buckets = RegionEmbedder.Buckets(Golden.Pack, Device());

        using var embeddings = await embedder.EmbedAsync(
            _golden, [.. Enumerable.Range(0, 13).Select(i => Region(5, 5 + i, 30 + (15 * i), 20))], CancellationToken.None);

        // Each bucket with both searches, once more for the strictness that the CPU cannot have, and nothing new for the words.
        Assert.Equal((2 * buckets.Count) + 1, warmed);
        Assert.Equal(warmed, _provider.Sessions.Count);
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("not warmed", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_NodesThatTheDeviceDoesNotTake_AreNoticed()
    {
        using var embedder = new RegionEmbedder(Golden.Pack, Device());

        var line = Assert.Single(_log.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("word_encoder", line.Text, StringComparison.Ordinal);
        Assert.Contains("run on the CPU", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_PictureLargerThanTheBuckets_IsReadAllTheSameAndNoticed()
    {
        using var detector = new TextDetector(Golden.Pack, Device(), maxSide: 64);

        Assert.NotEmpty(await Detect(detector, _golden));

        Assert.Contains(_log.Lines, line => line.Text.Contains("not warmed", StringComparison.Ordinal));
    }

    [Fact]
    public void Fastest_OfSeveralSearches_IsTheOneThatMeasuredFastest()
    {
        var factory = new SessionFactory(Golden.Pack.Folder, Golden.Pack.Description.WordEncoder, Device(), EmbedderWorkspace.Signature);
        var times = new Queue<int>([20, 10, 30]);
        var sessions = new List<object>();
        var tuning = new SessionTuning(factory, ["a", "b", "c"], (session, _) =>
        {
            sessions.Add(session);
            return TimeSpan.FromMilliseconds(times.Dequeue());
        });

        using var fastest = tuning.Fastest(Precision.Fp32, new NetworkShape(1, 128, RegionCropper.Height));

        Assert.Same(sessions[1], fastest);
    }

    public void Dispose() => _golden.Dispose();

    private InferenceDevice Device(InferenceOptions? options = null) =>
        new(options ?? new InferenceOptions { Precision = "fp32" }, _log, _provider);

    private static TextRegion Region(float x, float y, float width, float height) => new()
    {
        Quad = new Quad(new Vector2(x, y), new Vector2(x + width, y), new Vector2(x + width, y + height), new Vector2(x, y + height)),
        Score = 1,
    };

    private static void AssertAlike(List<TextRegion> expected, List<TextRegion> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var one in expected)
            Assert.Contains(actual, other => Vector2.Distance(one.Quad.TopLeft, other.Quad.TopLeft) < 1);
    }

    private static float Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(one, other);
}
