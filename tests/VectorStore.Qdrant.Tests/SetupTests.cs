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
    [InlineData("""{"lexical":{"size":64,"distance":"Cosine"}}""", "64 Cosine")]
    [InlineData("""{"lexical":{"size":256,"distance":"Euclid"}}""", "256 Euclid")]
    [InlineData("""{"size":256,"distance":"Cosine"}""", "no such vector")]
    [InlineData("""{}""", "no such vector")]
    public async Task FirstCall_CollectionOfAnotherShape_SaysWhatIsThere(string vectors, string found)
    {
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, request => ScriptedServer.Answer(
            HttpStatusCode.OK,
            """{"result":{"status":"green","config":{"params":{"vectors":VECTORS}},"payload_schema":{}}}"""
                .Replace("VECTORS", vectors, StringComparison.Ordinal))));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            store.GetStatisticsAsync("tenant", CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains($"'lexical': {found}; this program needs 256 Cosine", exception.Message, StringComparison.Ordinal);
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

    [Fact]
    public async Task ActivateGeneration_NewGenerationBuiltBeside_MovesReadersOfTheAlias()
    {
        using QdrantVectorStore old = Open("1"), next = Open("2"), reader = Open("1", throughAlias: true);
        await old.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(1, "old"), CancellationToken.None);
        await next.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(1, "new"), CancellationToken.None);
        Assert.Equal("old", await TextAsync(reader));

        await next.ActivateGenerationAsync(CancellationToken.None);
        Assert.Equal("new", await TextAsync(reader));
        Assert.Equal("old", await TextAsync(old));

        await old.ActivateGenerationAsync(CancellationToken.None);
        Assert.Equal("old", await TextAsync(reader));
    }

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

    private static async Task<string> TextAsync(QdrantVectorStore store) =>
        (await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Single().Transcription;

    private QdrantVectorStore Open(string generation, bool throughAlias = false) => StoreFactory.Open(_server, configure: options =>
    {
        options.Generation = generation;
        options.ReadThroughAlias = throughAlias;
    });
}
