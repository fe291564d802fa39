using System.Net;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Collections, indexes and aliases.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly QdrantModelServer _server = new();

    public void Dispose() => _server.Dispose();

    /// <summary>Both find nothing before either creates.</summary>
    [Fact]
    public async Task FirstCall_TwoProcessesAtOnce_BothWork()
    {
        using var both = new Barrier(2);
        QdrantVectorStore Open()
        {
            bool first = true;
            return StoreFactory.Open(new ScriptedServer(_server, async (request, token) =>
            {
                if (request.Method == HttpMethod.Put && first)
                {
                    first = false;
                    await Task.Run(() => both.SignalAndWait(token), token);
                }
                return null;
            }));
        }
        using QdrantVectorStore one = Open(), other = Open();

        await Task.WhenAll(new[] { one, other }.Select(store => Task.Run(() =>
            store.ReplaceImageAsync(SyntheticWords.Image("a"), [], CancellationToken.None))));

        Assert.Single(await one.GetImagesAsync([new("tenant", "a")], CancellationToken.None));
    }

    /// <summary>The loser of the race is told that the collection exists before it can be read.</summary>
    [Theory]
    [InlineData(409, 500)]
    [InlineData(409, 404)]
    [InlineData(400, 500)]
    public async Task FirstCall_CollectionOfAnotherProcessNotReadyYet_WaitsForIt(int refusal, int notReady)
    {
        using QdrantVectorStore winner = StoreFactory.Open(_server);
        await winner.GetStatisticsAsync("tenant", CancellationToken.None);
        int looks = 0;
        HttpResponseMessage? Answer(HttpRequestMessage request) => (request.Method.Method, Path(request)) switch
        {
            ("GET", "/collections/conformance-words-1") => looks++ switch
            {
                0 => ScriptedServer.Error(404, "Not found"),
                < 3 => ScriptedServer.Error(notReady, "0 of 0 read operations failed"),
                _ => null,
            },
            ("PUT", "/collections/conformance-words-1") => ScriptedServer.Error(refusal, "Collection already exists!"),
            _ => null,
        };
        using QdrantVectorStore loser = StoreFactory.Open(new ScriptedServer(_server, Answer));

        Assert.Equal(0, (await loser.GetStatisticsAsync("tenant", CancellationToken.None)).Words);
        Assert.Equal(4, looks);
    }

    [Theory]
    [InlineData("""{"lexical":{"size":64,"distance":"Cosine"}}""", "'lexical': 64 Cosine; this program needs 256 Cosine")]
    [InlineData("""{"lexical":{"size":256,"distance":"Euclid"}}""", "'lexical': 256 Euclid; this program needs 256 Cosine")]
    [InlineData("""{"size":256,"distance":"Cosine"}""", "'lexical': no such vector; this program needs 256 Cosine")]
    [InlineData("""{}""", "'lexical': no such vector; this program needs 256 Cosine")]
    [InlineData("""{"lexical":LEXICAL}""", "'concept': no such vector; this program needs 64 Cosine")]
    [InlineData("""{"lexical":LEXICAL,"concept":LEXICAL}""", "'concept': 256 Cosine; this program needs 64 Cosine")]
    [InlineData("""{"lexical":LEXICAL,"concept":LEXICAL}""", "set Qdrant:ConceptDimension to that of the collection")]
    public async Task FirstCall_CollectionOfAnotherShape_SaysWhatIsThere(string vectors, string said)
    {
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, request => ScriptedServer.Answer(
            HttpStatusCode.OK,
            """{"result":{"status":"green","config":{"params":{"vectors":VECTORS}},"payload_schema":{}}}"""
                .Replace("VECTORS", vectors, StringComparison.Ordinal)
                .Replace("LEXICAL", """{"size":256,"distance":"Cosine"}""", StringComparison.Ordinal))));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            store.GetStatisticsAsync("tenant", CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Contains("another Qdrant:Generation", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>As every program made it before words were found by their parts.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(""","sparse_vectors":{}""")]
    [InlineData(""","sparse_vectors":{"other":{}}""")]
    public async Task FirstCall_CollectionWithoutGrams_SaysWhatToDo(string sparse)
    {
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, request => ScriptedServer.Answer(
            HttpStatusCode.OK,
            """
            {"result":{"status":"green","config":{"params":{"vectors":
            {"lexical":{"size":256,"distance":"Cosine"},"concept":{"size":64,"distance":"Cosine"}}SPARSE}},"payload_schema":{}}}
            """.Replace("SPARSE", sparse, StringComparison.Ordinal))));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            store.GetStatisticsAsync("tenant", CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains("sparse vector 'grams': no such vector", exception.Message, StringComparison.Ordinal);
        Assert.Contains("another Qdrant:Generation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstCall_IndexesMissing_AreMade()
    {
        using (QdrantVectorStore first = StoreFactory.Open(_server))
            await first.GetStatisticsAsync("tenant", CancellationToken.None);
        var made = new List<string>();
        string Without(string json)
        {
            foreach (string field in new[] { "updated", "bands" })
                json = json.Replace($"\"{field}\":{{\"data_type\"", $"\"no-{field}\":{{\"data_type\"", StringComparison.Ordinal);
            return json;
        }
        using QdrantVectorStore later = StoreFactory.Open(new ScriptedServer(_server, async (request, token) =>
        {
            if (Path(request).EndsWith("/index", StringComparison.Ordinal))
                made.Add(await request.Content!.ReadAsStringAsync(token));
            if (request.Method != HttpMethod.Get || !Path(request).StartsWith("/collections/", StringComparison.Ordinal))
                return null;
            using var invoker = new HttpMessageInvoker(_server, disposeHandler: false);
            HttpResponseMessage there = await invoker.SendAsync(request, token);
            return ScriptedServer.Answer(there.StatusCode, Without(await there.Content.ReadAsStringAsync(token)));
        }));

        await later.GetStatisticsAsync("tenant", CancellationToken.None);

        Assert.Equal(
            [
                """{"field_name":"updated","field_schema":{"type":"integer","lookup":false,"range":true}}""",
                """{"field_name":"bands","field_schema":{"type":"keyword"}}""",
            ],
            made);
    }

    [Fact]
    public async Task FirstCall_ServerAway_IsTriedAgainByTheNextCall()
    {
        bool away = true;
        using QdrantVectorStore store = StoreFactory.Open(
            new ScriptedServer(_server, _ => away ? ScriptedServer.Error(503, "away") : null));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.GetStatisticsAsync("tenant", CancellationToken.None));
        away = false;

        Assert.Equal(0, (await store.GetStatisticsAsync("tenant", CancellationToken.None)).Words);
    }

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

}
