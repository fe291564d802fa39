using System.Numerics.Tensors;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Embedding;

/// <summary>Alone in the process while it runs: allocations are counted for all threads together.</summary>
[CollectionDefinition("measures allocations", DisableParallelization = true)]
public sealed class MeasuresAllocations;

[Collection("measures allocations")]
public sealed class RegionEmbedderTests : IDisposable
{
    private readonly RegionEmbedder _embedder = new(Golden.Pack, Golden.Device());
    private readonly DecodedImage _image = CreateImage(1);

    [Fact]
    public async Task Embed_RegionsOfBothWidths_KeepsTheirOrder()
    {
        TextRegion[] regions = [Region(10, 10, 300, 30), Region(10, 60, 90, 30), Region(200, 60, 320, 30), Region(120, 120, 80, 30)];

        using var together = await EmbedAsync(_embedder, _image, regions);

        for (var i = 0; i < regions.Length; i++)
            await AssertAsAloneAsync(_image, regions[i], together, i);
    }

    [Fact]
    public async Task Embed_WordsOfTwoPictures_FillABatchAndStayApart()
    {
        // Whoever calls first waits a day for the batch to fill: that both are done means that they shared it.
        using var embedder = new RegionEmbedder(
            Golden.Pack, Golden.Device(new InferenceOptions
            {
                Precision = "fp32",
                Runners = 1,
                WordBatch = 8,
                MaxBatchWait = TimeSpan.FromDays(1),
            }));
        using var other = CreateImage(2);
        var regions = Regions(4);

        var embeddings = await Task.WhenAll(EmbedAsync(embedder, _image, regions), EmbedAsync(embedder, other, regions))
            .WaitAsync(TimeSpan.FromMinutes(2));

        for (var i = 0; i < regions.Length; i++)
        {
            await AssertAsAloneAsync(_image, regions[i], embeddings[0], i);
            await AssertAsAloneAsync(other, regions[i], embeddings[1], i);
        }

        embeddings[0].Dispose();
        embeddings[1].Dispose();
    }

    [Fact]
    public async Task Embed_BatchWithABadRegion_FailsItsPictureAlone()
    {
        using var embedder = new RegionEmbedder(
            Golden.Pack, Golden.Device(new InferenceOptions
            {
                Precision = "fp32",
                Runners = 1,
                WordBatch = 8,
                MaxBatchWait = TimeSpan.FromDays(1),
            }));
        using var other = CreateImage(2);
        TextRegion[] wide = [.. Enumerable.Range(0, 4).Select(i => Region(5, 40 * i, 300, 30))];

        var good = EmbedAsync(embedder, _image, wide);
        var failed = EmbedAsync(embedder, other, [.. wide[..3], Region(float.NaN, 0, 300, 30)]);

        using var embeddings = await good.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(4, embeddings.Count);
        await Assert.ThrowsAsync<ArgumentException>(() => failed);
    }

    [Fact]
    public async Task Embed_NoRegion_IsEmpty()
    {
        using var embeddings = await EmbedAsync(_embedder, _image, []);

        Assert.Equal(0, embeddings.Count);
    }

    [Fact]
    public async Task Embed_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => _embedder.EmbedAsync(_image, Regions(20), new CancellationToken(canceled: true)));

    [Fact]
    public async Task Embed_MoreRegionsInTheSameSlices_AllocatesNothingMore()
    {
        using var embedder = new RegionEmbedder(Golden.Pack, Golden.Device(new InferenceOptions
        {
            Precision = "fp32",
            Runners = 1,
            WordBatch = 64,
        }));

        // 65 regions and 96 regions take two slices each (64 + 1, 64 + 32): what differs is the number of regions alone.
        var (few, many) = (await AllocatedAsync(embedder, Regions(65)), await AllocatedAsync(embedder, Regions(96)));

        // The smallest object takes 24 bytes. Some hundred bytes depend on which thread goes on.
        Assert.InRange(many - few, long.MinValue, 31 * 24 - 1);
    }

    [Fact]
    public async Task Embeddings_AfterDisposal_CannotBeRead()
    {
        var embeddings = await EmbedAsync(_embedder, _image, Regions(1));
        embeddings.Dispose();

        Assert.Throws<ObjectDisposedException>(() => embeddings.Lexical(0));
    }

    public void Dispose()
    {
        _image.Dispose();
        _embedder.Dispose();
    }

    private static Task<RegionEmbeddings> EmbedAsync(RegionEmbedder embedder, DecodedImage image, TextRegion[] regions) =>
        embedder.EmbedAsync(image, regions, CancellationToken.None);

    private async Task AssertAsAloneAsync(DecodedImage image, TextRegion region, RegionEmbeddings together, int index)
    {
        using var alone = await EmbedAsync(_embedder, image, [region]);
        Assert.Equal(alone.Posteriors(0).Length, together.Posteriors(index).Length);
        Assert.Equal(1, TensorPrimitives.Dot(alone.Lexical(0).Span, together.Lexical(index).Span), 1e-3);
    }

    /// <summary>The least of several calls: the first ones warm the pools.</summary>
    private async Task<long> AllocatedAsync(RegionEmbedder embedder, TextRegion[] regions)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            (await EmbedAsync(embedder, _image, regions)).Dispose();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static TextRegion[] Regions(int count) => [.. Enumerable.Range(0, count).Select(i => Region(5 + i, 10 * (i % 30), 90, 30))];

    private static TextRegion Region(float x, float y, float width, float height) =>
        new(Quad.FromRectangle(x, y, width, height), 0.9f);

    private static DecodedImage CreateImage(int seed)
    {
        var pixels = new byte[640 * 320 * 3];
        new Random(seed).NextBytes(pixels);
        return DecodedImage.FromPixels(pixels, 640, 320);
    }
}
