using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Words by their parts, as a sparse vector.</summary>
public sealed class GramSearchTests : IDisposable
{
    private readonly QdrantModelServer _server = new();
    private readonly SyntheticWords _synthetic = new(seed: 5);

    public void Dispose() => _server.Dispose();

    /// <summary>A writer that dies before it removes the old words leaves them in front of everything else.</summary>
    [Fact]
    public async Task SearchGrams_ManyBetterLeftovers_StillFillsTheLimit()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        await PutAsync(store, "a", 1, [.. Enumerable.Range(0, 500).Select(n => Word(n, "gone", 1, 2, 3))]);
        using QdrantVectorStore dying = StoreFactory.Open(new ScriptedServer(
            _server, request => Path(request).EndsWith("/delete", StringComparison.Ordinal) ? ScriptedServer.Error(503, "dead") : null));
        await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(dying, "a", 2, []));
        await PutAsync(store, "b", 1, [.. Enumerable.Range(0, 20).Select(n => Word(n, "left", 1, 2))]);

        var hits = await SearchAsync(store, minShare: 0.5f, limit: 10, 1, 2, 3);

        Assert.Equal(Enumerable.Repeat(("left", 2f / 3), 10), hits.Select(hit => (hit.Word.Transcription, hit.Similarity)));
    }

    /// <summary>Servers differ in whether a score that equals the threshold passes.</summary>
    [Theory]
    [InlineData(0.6f, 5, 2.5)]
    [InlineData(0.61f, 5, 3.5)]
    [InlineData(1f, 256, 255.5)]
    [InlineData(0.001f, 5, 0.5)]
    [InlineData(0.7f, 10, 6.5)]
    [InlineData(1f / 3, 3, 0.5)]
    public async Task SearchGrams_AnyShare_AsksBetweenTwoScores(float minShare, int asked, double threshold)
    {
        double? sent = null;
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, async (request, token) =>
        {
            if (Path(request).EndsWith("/query", StringComparison.Ordinal))
                sent = (double?)JsonNode.Parse(await request.Content!.ReadAsStringAsync(token))!["score_threshold"];
            return null;
        }));

        await SearchAsync(store, minShare, 10, [.. Enumerable.Range(0, asked).Select(n => (ushort)n)]);

        Assert.Equal(threshold, sent);
    }

    [Fact]
    public async Task SearchGrams_EqualShares_AreFoundAndLesserNot()
    {
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] words = [Word(0, "three", 1, 2, 3, 99), Word(1, "two", 1, 2, 98), Word(2, "all", 1, 2, 3, 4, 5), Word(3, "none")];
        await PutAsync(store, "a", 1, words);

        var hits = await SearchAsync(store, minShare: 0.6f, limit: 10, 1, 2, 3, 4, 5);

        Assert.Equal([("all", 1f), ("three", 0.6f)], hits.Select(hit => (hit.Word.Transcription, hit.Similarity)));
    }

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

    private static Task<ReplaceResult> PutAsync(QdrantVectorStore store, string id, int version, WordRecord[] words) =>
        store.ReplaceImageAsync(SyntheticWords.Image(id, version), words, CancellationToken.None);

    private static Task<IReadOnlyList<WordHit>> SearchAsync(QdrantVectorStore store, float minShare, int limit, params ushort[] grams) =>
        store.SearchGramsAsync(
            new GramSearch { Tenant = "tenant", Grams = grams, MinShare = minShare, Limit = limit }, CancellationToken.None);

    private WordRecord Word(int region, string text, params ushort[] grams) => _synthetic.Word(region, text) with { Grams = grams };
}
