using System.Net;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>What a server without joins and without text order makes difficult.</summary>
public sealed class SearchAndListTests : IDisposable
{
    private readonly QdrantModelServer _server = new();
    private readonly SyntheticWords _synthetic = new(seed: 3);

    public void Dispose() => _server.Dispose();

    /// <summary>A writer that dies before it removes the old words leaves them in front of everything else.</summary>
    [Fact]
    public async Task SearchWords_ManyNearerLeftovers_StillFillsTheLimit()
    {
        float[] query = _synthetic.UnitVector();
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] near = [.. Enumerable.Range(0, 500).Select(n => _synthetic.Word(n, "gone", _synthetic.Near(query, 0.1f)))];
        await PutAsync(store, "a", 1, near);
        using QdrantVectorStore dying = StoreFactory.Open(new ScriptedServer(
            _server, request => Path(request).EndsWith("/delete", StringComparison.Ordinal) ? ScriptedServer.Error(503, "dead") : null));
        await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(dying, "a", 2, []));
        await PutAsync(store, "b", 1, _synthetic.Words(20, "left"));

        var hits = await store.SearchWordsAsync(SyntheticWords.Search(query, 10), CancellationToken.None);

        Assert.Equal(Enumerable.Repeat("left", 10), hits.Select(hit => hit.Word.Transcription));
    }

    [Fact]
    public async Task SearchWords_WordsWithoutARecord_AreNotFound()
    {
        WordRecord[] words = _synthetic.Words(3);
        using QdrantVectorStore dying = StoreFactory.Open(new ScriptedServer(
            _server, request => Path(request).EndsWith("images-1/points", StringComparison.Ordinal)
                ? ScriptedServer.Error(503, "dead")
                : null));
        await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(dying, "a", 1, words));
        using QdrantVectorStore store = StoreFactory.Open(_server);

        Assert.Empty(await store.SearchWordsAsync(SyntheticWords.Search(words[0].Lexical, 10), CancellationToken.None));
        Assert.Empty(await store.GetImagesAsync([new("tenant", "a")], CancellationToken.None));
    }

    [Fact]
    public async Task SearchWords_TenantsThatLookAlike_StayApart()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] words = _synthetic.Words(1);
        (string Tenant, string Id)[] keys = [("a", "b/c"), ("a/b", "c"), ("A", "b/c"), ("a ", "b/c")];
        foreach ((string tenant, string id) in keys)
            await store.ReplaceImageAsync(SyntheticWords.Image(id, tenant: tenant), words, CancellationToken.None);

        foreach ((string tenant, string id) in keys)
        {
            var hits = await store.SearchWordsAsync(SyntheticWords.Search(words[0].Lexical, 10, tenant), CancellationToken.None);
            Assert.Equal(new ImageKey(tenant, id), Assert.Single(hits).Word.Image);
        }
    }

    /// <summary>More ids with one beginning than a page of the server, between others.</summary>
    [Fact]
    public async Task ListImages_ManyIdsOfOneBeginning_YieldsEachOnceInOrder()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        string[] ids =
        [
            .. Enumerable.Range(0, 1200).Select(i => $"photo-{i:0000}"),
            "phot", "pho", "ph", "pho-a", "php", "photn", "z", "\uFFFD", "\U0001F600", "Z",
        ];
        new Random(4).Shuffle(ids);
        await SeedAsync(store, ids);

        var listed = new List<string>();
        IReadOnlyList<ImageRecord> page;
        do
        {
            page = await store.ListImagesAsync("tenant", status: null, listed.LastOrDefault(), 350, CancellationToken.None);
            listed.AddRange(page.Select(image => image.Key.ImageId));
        }
        while (page.Count > 0);

        Assert.Equal(ids.Order(StringComparer.Ordinal), listed);
    }

    /// <summary>A scroll that runs while the record is replaced can miss the new one and the old one.</summary>
    [Fact]
    public async Task GetImages_ScrollMissedTheRecord_FindsItInTheSecond()
    {
        int scrolls = 0;
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, "a", 1, []);
        using QdrantVectorStore reader = StoreFactory.Open(new ScriptedServer(
            _server, request => Path(request).EndsWith("/scroll", StringComparison.Ordinal) && scrolls++ == 0
                ? ScriptedServer.Answer(HttpStatusCode.OK, """{"result":{"points":[],"next_page_offset":null},"status":"ok","time":0}""")
                : null));

        Assert.Single(await reader.GetImagesAsync([new("tenant", "a")], CancellationToken.None));
    }

    [Fact]
    public async Task ReplaceImage_MoreThanARequestHolds_IsCutIntoSeveral()
    {
        var sizes = new List<long>();
        using QdrantVectorStore store = StoreFactory.Open(
            new ScriptedServer(_server, request =>
            {
                if (Path(request).EndsWith("words-1/points", StringComparison.Ordinal))
                    sizes.Add(request.Content!.Headers.ContentLength!.Value);
                return null;
            }),
            configure: options => options.MaxRequestBytes = 65_536);

        await PutAsync(store, "a", 1, _synthetic.Words(100));

        Assert.Equal(100, (await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
        Assert.True(sizes.Count > 1);
        Assert.All(sizes, size => Assert.InRange(size, 1, 65_536 + 4_096));
    }

    [Fact]
    public async Task ReplaceImage_GreatestVersion_IsKeptExactly()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, "a", long.MaxValue - 1, _synthetic.Words(2));

        await PutAsync(store, "a", long.MaxValue, _synthetic.Words(1));

        Assert.Equal(ReplaceResult.Superseded, await PutAsync(store, "a", long.MaxValue - 1, []));
        Assert.Single(await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None));
    }

    /// <summary>Records as the store writes them, in one request: one call per image takes the model long.</summary>
    private async Task SeedAsync(QdrantVectorStore store, string[] ids)
    {
        await store.GetStatisticsAsync("tenant", CancellationToken.None);
        using var client = new HttpClient(_server, disposeHandler: false) { BaseAddress = new Uri("http://qdrant.test:6333") };
        var records = ids.Select(id => StoredRecord.ToPoint(SyntheticWords.Image(id), words: 0, scene: default, write: 1));
        foreach (ReadOnlyMemory<byte> body in PointBatches.Of(records, QdrantJson.Default.RecordPoint, int.MaxValue))
        {
            using var content = new ReadOnlyMemoryContent(body);
            (await client.PutAsync("collections/conformance-images-1/points?wait=true", content)).EnsureSuccessStatusCode();
        }
    }

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

    private static Task<ReplaceResult> PutAsync(QdrantVectorStore store, string id, long version, WordRecord[] words) =>
        store.ReplaceImageAsync(SyntheticWords.Image(id, version), words, CancellationToken.None);
}
