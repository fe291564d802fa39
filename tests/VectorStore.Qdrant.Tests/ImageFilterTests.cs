using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Filters where the server's conditions are coarser than the port's.</summary>
public sealed class ImageFilterTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero).AddTicks(1_234_565);

    private readonly QdrantModelServer _server = new();
    private readonly SyntheticWords _synthetic = new(seed: 4);

    public void Dispose() => _server.Dispose();

    /// <summary>The five moments are of one microsecond, and the range ends between them.</summary>
    [Fact]
    public async Task SearchWords_MomentsWithinAMicrosecond_AreToldApart()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        for (int ticks = 0; ticks < 5; ticks++)
            await PutAsync(store, SyntheticWords.Image($"{ticks}") with { UpdatedAt = Moment.AddTicks(ticks) });

        var filter = new ImageFilter { UpdatedFrom = Moment.AddTicks(1), UpdatedBefore = Moment.AddTicks(4) };

        Assert.Equal(["1", "2", "3"], await FindAsync(store, filter));
    }

    [Fact]
    public async Task SearchWords_MomentsBeyondTheCalendar_AreNoRestriction()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, SyntheticWords.Image("a"));

        var always = new ImageFilter { UpdatedFrom = DateTimeOffset.MinValue, UpdatedBefore = DateTimeOffset.MaxValue };
        Assert.Equal(["a"], await FindAsync(store, always));
        Assert.Empty(await FindAsync(store, new() { UpdatedBefore = DateTimeOffset.MinValue }));
        Assert.Empty(await FindAsync(store, new() { UpdatedFrom = DateTimeOffset.MaxValue }));
    }

    [Fact]
    public async Task SearchWords_MetadataThatLooksAlike_IsToldApart()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, SyntheticWords.Image("1") with { Metadata = new Dictionary<string, string> { ["a=b"] = "c" } });
        await PutAsync(store, SyntheticWords.Image("2") with { Metadata = new Dictionary<string, string> { ["a"] = "b=c" } });

        Assert.Equal(["2"], await FindAsync(store, new() { Metadata = new Dictionary<string, string> { ["a"] = "b=c" } }));
    }

    [Fact]
    public async Task SearchWords_ImageIdsOfAnotherTenant_FindOnlyTheOwn()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, SyntheticWords.Image("a"));
        await PutAsync(store, SyntheticWords.Image("b", tenant: "other"));

        Assert.Equal(["a"], await FindAsync(store, new() { ImageIds = ["a", "b", "c"] }));
    }

    [Fact]
    public async Task SearchWords_NoImageIds_AsksNothing()
    {
        var counting = new ScriptedServer(_server, _ => null);
        using QdrantVectorStore store = StoreFactory.Open(counting);

        Assert.Empty(await FindAsync(store, new() { ImageIds = [] }));
        Assert.Empty(await store.SearchGramsAsync(
            new GramSearch { Tenant = "tenant", Grams = new ushort[] { 1 }, Limit = 1, Filter = new() { ImageIds = [] } },
            CancellationToken.None));

        Assert.Equal(0, counting.Requests);
    }

    private Task<ReplaceResult> PutAsync(QdrantVectorStore store, ImageRecord image) =>
        store.ReplaceImageAsync(image, _synthetic.Words(1), CancellationToken.None);

    private async Task<IEnumerable<string>> FindAsync(QdrantVectorStore store, ImageFilter filter)
    {
        WordSearch search = SyntheticWords.Search(_synthetic.UnitVector(), 10) with { Filter = filter };
        return (await store.SearchWordsAsync(search, CancellationToken.None)).Select(hit => hit.Word.Image.ImageId).Order();
    }
}
