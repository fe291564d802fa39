using Indexing.TestSupport;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Writers that are killed in the middle of their work, and several processes at once.</summary>
public sealed class KilledProcessTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly Dictionary<string, long> _acknowledged = [];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Writer_KilledAtRandomMoments_LosesNothingItAcknowledged()
    {
        var random = new Random(11);
        for (int round = 0; round < 5; round++)
        {
            using var writer = new WriterProcess(_folder.Path, "one");
            await AcknowledgeAsync(writer, random.Next(20, 200));
            await Task.Delay(random.Next(0, 30));
            await writer.KillAsync();
            await AcknowledgeAsync(writer, int.MaxValue);

            await AssertIntactAsync();
        }
    }

    [Fact]
    public async Task Writers_TwoProcessesAndAReader_SeeEachOther()
    {
        using var first = new WriterProcess(_folder.Path, "first");
        using var second = new WriterProcess(_folder.Path, "second");
        SqliteVectorStore reader = _folder.Open(StoreFolder.SmallSegments);
        for (int i = 0; i < 10; i++)
        {
            await AcknowledgeAsync(first, 10);
            await AcknowledgeAsync(second, 10);
            await AssertReadableAsync(reader);
        }
        await Task.WhenAll(first.KillAsync(), second.KillAsync());

        await AssertIntactAsync();
    }

    /// <summary>Notes what the process says it has stored, up to a number of calls or its end.</summary>
    private async Task AcknowledgeAsync(WriterProcess writer, int calls)
    {
        for (int i = 0; i < calls && await writer.NextAsync() is { } stored; i++)
            _acknowledged[stored.Image] = Math.Max(stored.Version, _acknowledged.GetValueOrDefault(stored.Image));
    }

    private async Task AssertIntactAsync()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var check = new SqliteCommand("pragma integrity_check", connection);
            Assert.Equal("ok", await check.ExecuteScalarAsync());
            await using var strays = new SqliteCommand(
                "select (select count(*) from words) - (select sum(word_count) from images)", connection);
            Assert.Equal(0L, await strays.ExecuteScalarAsync());
            await using var scenes = new SqliteCommand(
                "select count(*) from images i left join scenes s on s.image = i.id where s.id is null", connection);
            Assert.Equal(0L, await scenes.ExecuteScalarAsync());
        }
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        await AssertReadableAsync(store);
        await store.MaintainAsync(CancellationToken.None);
        await AssertReadableAsync(store);
        await store.DisposeAsync();
    }

    private async Task AssertReadableAsync(SqliteVectorStore store)
    {
        var words = new MixedWords(seed: 1);
        await AssertFoundAsync(store, SyntheticWords.Search(words.Synthetic.UnitVector(), 10_000), WriterProcess.WordsOf);
        await AssertFoundAsync(store, MixedWords.Search(words.Concept(), 10_000), WriterProcess.ConceptsOf);
        await AssertScenesFoundAsync(store);
    }

    /// <summary>Every acknowledged image has one scene, of its acknowledged or a newer version.</summary>
    private async Task AssertScenesFoundAsync(SqliteVectorStore store)
    {
        IReadOnlyList<SceneHit> hits = await store.SearchScenesAsync(
            new SceneSearch { Tenant = "tenant", Vector = WriterProcess.SceneOf(WriterProcess.AskedScene), Limit = 1000 },
            CancellationToken.None);
        Dictionary<string, SceneHit> byImage = hits.ToDictionary(hit => hit.Image.ImageId);
        foreach ((string image, long version) in _acknowledged)
        {
            Assert.True(byImage.TryGetValue(image, out SceneHit hit), $"the scene of {image} is not found");
            long found = WriterProcess.VersionOf(hit.Similarity);
            Assert.True(found >= version, $"{image}: the scene of version {found} is found, {version} was acknowledged");
        }
    }

    /// <summary>Every acknowledged image is there in its acknowledged or a newer version, whole, and is found.</summary>
    private async Task AssertFoundAsync(SqliteVectorStore store, WordSearch search, Func<long, int> wordsOf)
    {
        IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(search, CancellationToken.None);
        Dictionary<string, WordHit[]> byImage = hits
            .GroupBy(hit => hit.Word.Image.ImageId)
            .ToDictionary(group => group.Key, group => group.ToArray());
        foreach ((string image, long version) in _acknowledged)
        {
            Assert.True(byImage.TryGetValue(image, out WordHit[]? words), $"{image} is not found");
            string found = Assert.Single(words.Select(word => word.Word.Transcription).Distinct());
            long foundVersion = long.Parse(found.AsSpan(1));
            Assert.True(foundVersion >= version, $"{image}: version {foundVersion} is found, {version} was acknowledged");
            Assert.Equal(wordsOf(foundVersion), words.Length);
            Assert.Equal(words.Length, words.Select(word => word.Word.RegionIndex).Distinct().Count());
        }
    }
}
