using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Lists that the server prepares and the store completes.</summary>
public sealed class ReadingsAndLooksTests : IDisposable
{
    private const ulong Look = 0x0123_4567_89AB_CDEF;

    private readonly QdrantModelServer _server = new();
    private readonly SyntheticWords _synthetic = new(seed: 6);

    public void Dispose() => _server.Dispose();

    /// <summary>Fifty more frequent readings share the eight characters that the server can filter by.</summary>
    [Fact]
    public async Task ListReadings_PrefixLongerThanTheStored_AsksUntilThePageIsFull()
    {
        int facets = 0;
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, request =>
        {
            facets += Path(request).EndsWith("/facet", StringComparison.Ordinal) ? 1 : 0;
            return null;
        }));
        string[] readings = [.. Enumerable.Range(0, 50).Select(n => $"mainstreet {n:00}"), "mainstreem b", "mainstreem a"];
        await PutAsync(store, "a", readings);
        await PutAsync(store, "b", readings[..50]);

        var found = await store.ListReadingsAsync("tenant", "mainstreem", 2, CancellationToken.None);

        Assert.Equal([new("mainstreem a", 1), new("mainstreem b", 1)], found);
        Assert.Equal(4, facets); // 2, 8, 32, 128
    }

    [Fact]
    public async Task ListReadings_NoneLeftToAsk_ReturnsFewer()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, "a", "mainstreet", "main street", "main");

        Assert.Equal([new("mainstreet", 1)], await store.ListReadingsAsync("tenant", "mainstreet", 1000, CancellationToken.None));
        Assert.Empty(await store.ListReadingsAsync("tenant", "mainstreets", 1, CancellationToken.None));
    }

    /// <summary>One differing bit in each of the first seven bytes: only the last is shared.</summary>
    [Fact]
    public async Task FindLookalikes_OneByteShared_IsFound()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutLookAsync(store, "far", 1, Look ^ 0x0001_0204_0810_2040);
        await PutLookAsync(store, "farther", 1, Look ^ 0x0101_0204_0810_2040);

        var found = await store.FindLookalikesAsync("tenant", Look, 7, 10, CancellationToken.None);

        Assert.Equal([new(new("tenant", "far"), 7)], found);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000_0000_0000_0001)]
    public async Task FindLookalikes_AnyHash_IsKeptExactly(ulong hash)
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutLookAsync(store, "a", 1, hash);
        await PutLookAsync(store, "never decoded", 1, null);

        Assert.Equal([new(new("tenant", "a"), 0)], await store.FindLookalikesAsync("tenant", hash, 0, 10, CancellationToken.None));
        Assert.Equal(hash, (await store.GetImagesAsync([new("tenant", "a")], CancellationToken.None)).Single().PerceptualHash);
    }

    /// <summary>A writer that dies before it removes the old record leaves it for every scroll to find.</summary>
    [Fact]
    public async Task FindLookalikes_RecordReplaced_FollowsThePresentOne()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server), dying = Dying();
        foreach (string id in new[] { "other look", "deleted", "nearer" })
            await PutLookAsync(store, id, 1, Look ^ 1);
        await Assert.ThrowsAsync<VectorStoreException>(() => PutLookAsync(dying, "other look", 2, ~Look));
        await Assert.ThrowsAsync<VectorStoreException>(() => PutLookAsync(dying, "deleted", 2, Look, ImageStatus.Deleted));
        await Assert.ThrowsAsync<VectorStoreException>(() => PutLookAsync(dying, "nearer", 2, Look));

        Assert.Equal([new(new("tenant", "nearer"), 0)], await store.FindLookalikesAsync("tenant", Look, 7, 10, CancellationToken.None));
    }

    /// <summary>The first page the server gives consists of records that are replaced already.</summary>
    [Fact]
    public async Task ListImages_RecordsOfTheStatusReplaced_FillsThePageFromBehind()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server), dying = Dying();
        foreach (string id in new[] { "a", "b", "c", "d", "e" })
            await PutLookAsync(store, id, 1, Look, ImageStatus.Pending);
        foreach (string id in new[] { "a", "b", "d" })
            await Assert.ThrowsAsync<VectorStoreException>(() => PutLookAsync(dying, id, 1, Look));

        var pending = await store.ListImagesAsync("tenant", ImageStatus.Pending, null, 2, CancellationToken.None);
        var indexed = await store.ListImagesAsync("tenant", ImageStatus.Indexed, "a", 1000, CancellationToken.None);

        Assert.Equal(["c", "e"], pending.Select(image => image.Key.ImageId));
        Assert.Equal(["b", "d"], indexed.Select(image => image.Key.ImageId));
    }

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

    private QdrantVectorStore Dying() => StoreFactory.Open(new ScriptedServer(
        _server, request => Path(request).EndsWith("/delete", StringComparison.Ordinal) ? ScriptedServer.Error(503, "dead") : null));

    private static Task<ReplaceResult> PutLookAsync(
        QdrantVectorStore store, string id, int version, ulong? hash, ImageStatus status = ImageStatus.Indexed) =>
        store.ReplaceImageAsync(SyntheticWords.Image(id, version, status) with { PerceptualHash = hash }, [], CancellationToken.None);

    private Task<ReplaceResult> PutAsync(QdrantVectorStore store, string id, params string[] readings) => store.ReplaceImageAsync(
        SyntheticWords.Image(id),
        [.. readings.Select((reading, region) => _synthetic.Word(region) with { Reading = reading })],
        CancellationToken.None);
}
