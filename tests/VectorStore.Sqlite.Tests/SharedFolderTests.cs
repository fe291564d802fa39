using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Several stores on one folder, as several processes have them; <see cref="KilledProcessTests"/> has real ones.</summary>
public sealed class SharedFolderTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task SearchWords_WordStoredByAnotherStore_IsFoundAtOnce()
    {
        SqliteVectorStore writer = _folder.Open(), reader = _folder.Open();
        var synthetic = new SyntheticWords(seed: 1);
        for (int i = 0; i < 20; i++)
        {
            WordRecord word = synthetic.Word(0, $"w{i}");
            await writer.ReplaceImageAsync(SyntheticWords.Image($"{i}"), [word], CancellationToken.None);

            WordHit hit = (await reader.SearchWordsAsync(SyntheticWords.Search(word.Lexical, 1), CancellationToken.None))[0];

            Assert.Equal($"w{i}", hit.Word.Transcription);
        }
    }

    [Fact]
    public async Task SearchConcepts_FirstConceptStoredByAnotherStore_IsFoundAtOnce()
    {
        SqliteVectorStore writer = _folder.Open(), reader = _folder.Open();
        var words = new MixedWords(seed: 1);
        float[] concept = words.Concept();
        await writer.ReplaceImageAsync(SyntheticWords.Image("plain"), words.Synthetic.Words(5), CancellationToken.None);
        Assert.Empty(await reader.SearchWordsAsync(MixedWords.Search(concept, 10), CancellationToken.None));

        await writer.ReplaceImageAsync(
            SyntheticWords.Image("dog"), [words.Synthetic.Word(0, concept: concept)], CancellationToken.None);

        WordHit hit = Assert.Single(await reader.SearchWordsAsync(MixedWords.Search(concept, 10), CancellationToken.None));
        Assert.Equal("dog", hit.Word.Image.ImageId);
    }

    [Fact]
    public async Task Stores_ManyWritingSearchingAndMaintaining_LoseAndDoubleNothing()
    {
        const int Stores = 4, Images = 30, Words = 8;
        var query = new MixedWords(seed: 9);
        WordSearch lexical = SyntheticWords.Search(query.Synthetic.UnitVector(), 10_000);
        WordSearch concept = MixedWords.Search(query.Concept(), 10_000);
        using var done = new CancellationTokenSource();
        SqliteVectorStore[] stores = [.. Enumerable.Range(0, Stores).Select(_ => _folder.Open(StoreFolder.SmallSegments))];
        Task[] writers = [.. stores.Select((store, n) => Task.Run(() => WriteAsync(store, n, Images, Words)))];
        SqliteVectorStore other = _folder.Open(StoreFolder.SmallSegments);
        Task searcher = Task.Run(async () =>
        {
            int last = 0;
            while (!done.IsCancellationRequested)
            {
                await other.MaintainAsync(CancellationToken.None);
                int count = (await other.SearchWordsAsync(lexical, CancellationToken.None)).Count;
                int concepts = (await other.SearchWordsAsync(concept, CancellationToken.None)).Count;
                Assert.Equal((0, 0), (count % Words, concepts % (Words / 2)));
                Assert.True(count >= last && concepts >= count / 2, "words vanished while others were stored");
                last = count;
            }
        });
        await Task.WhenAll(writers);
        await done.CancelAsync();
        await searcher;

        foreach ((WordSearch search, int words) in new[] { (lexical, Words), (concept, Words / 2) })
        {
            IReadOnlyList<WordHit> hits = await _folder.Open().SearchWordsAsync(search, CancellationToken.None);
            Assert.Equal(Stores * Images * words, hits.Count);
            Assert.Equal(hits.Count, hits.Select(hit => (hit.Word.Image.ImageId, hit.Word.RegionIndex)).Distinct().Count());
        }
    }

    [Fact]
    public async Task Stores_CreatingTheSameFolderAtOnce_AllWork()
    {
        SqliteVectorStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => _folder.Open())];

        await Task.WhenAll(stores.Select((store, n) => Task.Run(() => WriteAsync(store, n, images: 1, words: 1))));

        StoreStatistics statistics = await _folder.Open().GetStatisticsAsync("tenant", CancellationToken.None);

        Assert.Equal(8, statistics.Words);
    }

    /// <summary>Each image twice, so that old versions are removed all the time.</summary>
    private static async Task WriteAsync(SqliteVectorStore store, int number, int images, int words)
    {
        var mixed = new MixedWords(number);
        for (int i = 0; i < images; i++)
        {
            for (int version = 1; version <= 2; version++)
            {
                await store.ReplaceImageAsync(
                    SyntheticWords.Image($"{number}-{i}", version), mixed.Words(words), CancellationToken.None);
            }
        }
    }
}
