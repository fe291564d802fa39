using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.Exchanges;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

public sealed class ExchangeHandlerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qdrant-exchanges-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Replay_SameCalls_AnswersAsTheServerDid()
    {
        ExchangeHandler record = ExchangeHandler.Record(_folder.FullName, new QdrantModelServer(), handwritten: true);
        IReadOnlyList<StoredWord> recorded = await CallAsync(record, words: 2);

        ExchangeHandler replay = ExchangeHandler.Replay(_folder.FullName);
        IReadOnlyList<StoredWord> replayed = await CallAsync(replay, words: 2);

        Assert.Equivalent(recorded, replayed);
        Assert.Equal(0, replay.Unused);
    }

    [Fact]
    public async Task Replay_OtherCalls_Fails()
    {
        await CallAsync(ExchangeHandler.Record(_folder.FullName, new QdrantModelServer(), handwritten: true), words: 2);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            CallAsync(ExchangeHandler.Replay(_folder.FullName), words: 3));

        Assert.Contains("has no answer to PUT", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<StoredWord>> CallAsync(ExchangeHandler exchanges, int words)
    {
        using QdrantVectorStore store = StoreFactory.Open(exchanges, new Random(1));
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(words), CancellationToken.None);
        return await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None);
    }
}
