using System.Numerics.Tensors;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Tests.Embedding;

public sealed class RegionEmbedderTests : IDisposable
{
    private readonly RegionEmbedder _embedder = new(Golden.Pack, Golden.Options);
    private readonly DecodedImage _image = CreateImage();

    [Fact]
    public void Embed_RegionsOfBothWidths_KeepsTheirOrder()
    {
        TextRegion[] regions = [Region(10, 10, 300, 30), Region(10, 60, 90, 30), Region(200, 60, 320, 30), Region(120, 120, 80, 30)];

        using var together = _embedder.Embed(_image, regions);

        for (var i = 0; i < regions.Length; i++)
        {
            using var alone = _embedder.Embed(_image, [regions[i]]);
            Assert.Equal(alone.Posteriors(0).Length, together.Posteriors(i).Length);
            Assert.Equal(1, TensorPrimitives.Dot(alone.Lexical(0).Span, together.Lexical(i).Span), 1e-3);
        }
    }

    [Fact]
    public void Embed_NoRegion_IsEmpty()
    {
        using var embeddings = _embedder.Embed(_image, []);

        Assert.Equal(0, embeddings.Count);
    }

    [Fact]
    public void Embed_MoreRegionsInTheSameBatches_AllocatesNothingMore()
    {
        // 17 regions and 24 regions take two batches each (16 + 1, 16 + 8): what differs is the number of regions alone.
        var (fewer, more) = (Regions(17), Regions(24));
        Allocated(fewer);
        Allocated(more);

        var (few, many) = (Allocated(fewer), Allocated(more));

        Assert.Equal(few, many);
    }

    [Fact]
    public void Embeddings_AfterDisposal_CannotBeRead()
    {
        var embeddings = _embedder.Embed(_image, Regions(1));
        embeddings.Dispose();

        Assert.Throws<ObjectDisposedException>(() => embeddings.Lexical(0));
    }

    public void Dispose()
    {
        _image.Dispose();
        _embedder.Dispose();
    }

    private long Allocated(TextRegion[] regions)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _embedder.Embed(_image, regions).Dispose();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TextRegion[] Regions(int count) => [.. Enumerable.Range(0, count).Select(i => Region(5 + i, 10 * i, 90, 30))];

    private static TextRegion Region(float x, float y, float width, float height) =>
        new(Quad.FromRectangle(x, y, width, height), 0.9f);

    private static DecodedImage CreateImage()
    {
        var pixels = new byte[640 * 320 * 3];
        new Random(1).NextBytes(pixels);
        return DecodedImage.FromPixels(pixels, 640, 320);
    }
}
