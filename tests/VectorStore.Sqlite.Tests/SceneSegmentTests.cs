using System.Numerics.Tensors;
using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Segments;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Scenes in segment files, and indexes from before there were scenes.</summary>
public sealed class SceneSegmentTests : IAsyncDisposable
{
    private const int Dimension = 96;
    private const float SimilarityTolerance = 1e-5f;

    private readonly StoreFolder _folder = new();
    private readonly SyntheticWords _words = new(seed: 6);
    private readonly SyntheticWords _scenes = new(seed: 7, Dimension);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task SearchScenes_SealedMergedAndCompactedSegments_FindsWhatIsLeft()
    {
        Dictionary<string, float[]> scenes = await FillAsync(StoreFolder.SmallSegments, images: 700);
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        await store.MaintainAsync(CancellationToken.None);
        for (int i = 0; i < 700; i += 2)
        {
            scenes.Remove($"{i}");
            await store.ReplaceImageAsync(SyntheticWords.Image($"{i}", 2, ImageStatus.Deleted), [], CancellationToken.None);
        }
        for (int i = 700; i < 740; i++)
            await PutAsync(store, scenes, i);

        await AssertFindsAsync(store, scenes);
        await store.MaintainAsync(CancellationToken.None);
        await AssertFindsAsync(store, scenes);
        await _folder.CloseAsync();

        Assert.NotEmpty(SceneFiles());
        Assert.Equal(await NamedFilesAsync(), SceneFiles().Select(Path.GetFileName));
        await AssertFindsAsync(_folder.Open(StoreFolder.SmallSegments), scenes);
        await AssertFindsAsync(_folder.Open(scanThreads: 3), scenes);
    }

    [Theory]
    [InlineData("one byte changed")]
    [InlineData("missing")]
    [InlineData("of words")]
    public async Task SearchScenes_SegmentFileDamaged_FindsTheSameAndTheFileIsMadeAgain(string damage)
    {
        Dictionary<string, float[]> scenes = await FillAsync(StoreFolder.SmallSegments, images: 300);
        await MaintainAndCloseAsync();
        string path = SceneFiles()[0];
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^100] ^= 1;
        if (damage == "of words")
            File.Copy(Directory.GetFiles(_folder.SegmentsPath, "words-*")[0], path, overwrite: true);
        else if (damage == "missing")
            File.Delete(path);
        else
            await File.WriteAllBytesAsync(path, bytes);
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);

        await AssertFindsAsync(store, scenes);
        await store.MaintainAsync(CancellationToken.None);
        await AssertFindsAsync(store, scenes);
        await _folder.CloseAsync();

        Assert.Equal(await NamedFilesAsync(), SceneFiles().Select(Path.GetFileName));
    }

    [Fact]
    public async Task Maintain_LeftoversOfAKilledWriter_AreRemoved()
    {
        await FillAsync(StoreFolder.SmallSegments, images: 300);
        await MaintainAndCloseAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.SegmentsPath, "scenes-1-2-3.seg.tmp"), "half");
        await File.WriteAllTextAsync(Path.Combine(_folder.SegmentsPath, "scenes-1-2-3.seg"), "unpublished");

        await MaintainAndCloseAsync();

        Assert.Equal(await NamedFilesAsync(), SceneFiles().Select(Path.GetFileName));
    }

    [Fact]
    public async Task SearchScenes_ManyScenesInNoSegment_WritesSegmentsBeforeItSearches()
    {
        Dictionary<string, float[]> scenes = await FillAsync(new SegmentPolicy(), images: 700); // its segments would start at 16,384 scenes
        await _folder.CloseAsync();

        await AssertFindsAsync(_folder.Open(StoreFolder.SmallSegments), scenes);

        Assert.NotEmpty(SceneFiles());
    }

    /// <summary>
    /// What the byte codes cost, on clustered scenes. Embeddings of pictures lie in a narrow cone, so all are near one direction as well.
    /// </summary>
    [Fact]
    public async Task SearchScenes_ClusteredVectors_FindsWhatAnExactSearchFinds()
    {
        const int Images = 20_000, Clusters = 200, Limit = 200, Queries = 25;
        var synthetic = new SyntheticWords(seed: 3);
        float[] cone = synthetic.UnitVector();
        float[][] centres = [.. Enumerable.Range(0, Clusters).Select(_ => synthetic.Near(cone, 1f))];
        float[][] vectors = [.. Enumerable.Range(0, Images).Select(i => synthetic.Near(centres[i % Clusters], 0.6f))];
        SqliteVectorStore store = _folder.Open();
        await Parallel.ForEachAsync(vectors.Index(), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (one, token) =>
            await store.ReplaceImageAsync(SyntheticWords.Image($"{one.Index}"), [], one.Item, token));
        await store.MaintainAsync(CancellationToken.None);

        int found = 0;
        for (int q = 0; q < Queries; q++)
        {
            float[] query = synthetic.Near(centres[q], 0.6f);
            HashSet<string> exact = [.. Enumerable.Range(0, Images)
                .OrderByDescending(i => TensorPrimitives.Dot(vectors[i], query)).Take(Limit).Select(i => $"{i}")];
            IReadOnlyList<SceneHit> hits = await SearchAsync(store, query, Limit);
            found += hits.Count(hit => exact.Contains(hit.Image.ImageId));
        }

        Assert.Equal(Queries * Limit, found);
    }

    [Fact]
    public async Task AnyCall_IndexFromBeforeThereWereScenes_KeepsItsWordsAndTakesScenes()
    {
        WordRecord[] words = _words.Words(300);
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), words, CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        await _folder.ForgetScenesAsync();
        string[] files = Directory.GetFiles(_folder.SegmentsPath);
        float[] scene = _scenes.UnitVector();

        store = _folder.Open(StoreFolder.SmallSegments);

        Assert.Empty(await SearchAsync(store, scene, 10));
        Assert.True((await store.GetSceneAsync(new("tenant", "a"), CancellationToken.None)).IsEmpty);
        IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(SyntheticWords.Search(words[7].Lexical, 1), CancellationToken.None);
        Assert.Equal(7, Assert.Single(hits).Word.RegionIndex);
        Assert.Equal(files, Directory.GetFiles(_folder.SegmentsPath)); // one that does not fit would have been removed
        await store.ReplaceImageAsync(SyntheticWords.Image("a", version: 2), words, scene, CancellationToken.None);
        Assert.Equal("a", Assert.Single(await SearchAsync(store, scene, 10)).Image.ImageId);
    }

    [Fact]
    public async Task AnyCall_SeveralStoresOpenAnIndexFromBeforeThereWereScenes_AllUseIt()
    {
        await _folder.Open().ReplaceImageAsync(SyntheticWords.Image("a"), _words.Words(3), CancellationToken.None);
        await _folder.ForgetScenesAsync();

        ReplaceResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            _folder.Open().ReplaceImageAsync(SyntheticWords.Image($"{n}"), [], _scenes.UnitVector(), CancellationToken.None))));

        Assert.All(results, result => Assert.Equal(ReplaceResult.Replaced, result));
        Assert.Equal(8, (await SearchAsync(_folder.Open(), _scenes.UnitVector(), 100)).Count);
    }

    private async Task<Dictionary<string, float[]>> FillAsync(SegmentPolicy policy, int images)
    {
        var scenes = new Dictionary<string, float[]>(StringComparer.Ordinal);
        SqliteVectorStore store = _folder.Open(policy);
        for (int i = 0; i < images; i++)
            await PutAsync(store, scenes, i);
        return scenes;
    }

    private Task<ReplaceResult> PutAsync(SqliteVectorStore store, Dictionary<string, float[]> scenes, int image)
    {
        float[] scene = scenes[$"{image}"] = _scenes.UnitVector();
        return store.ReplaceImageAsync(SyntheticWords.Image($"{image}"), _words.Words(image % 3), scene, CancellationToken.None);
    }

    private async Task MaintainAndCloseAsync()
    {
        await _folder.Open(StoreFolder.SmallSegments).MaintainAsync(CancellationToken.None);
        await _folder.CloseAsync();
    }

    private async Task AssertFindsAsync(SqliteVectorStore store, Dictionary<string, float[]> scenes)
    {
        float[] query = _scenes.UnitVector();
        IReadOnlyList<SceneHit> hits = await SearchAsync(store, query, 1000);
        Assert.Equal(scenes.Keys.Order(StringComparer.Ordinal), hits.Select(hit => hit.Image.ImageId).Order(StringComparer.Ordinal));
        Assert.All(hits, hit =>
            Assert.Equal(TensorPrimitives.Dot(scenes[hit.Image.ImageId], query), hit.Similarity, SimilarityTolerance));
        Assert.Equal(hits.OrderByDescending(hit => hit.Similarity), hits);
    }

    private static Task<IReadOnlyList<SceneHit>> SearchAsync(SqliteVectorStore store, float[] query, int limit) =>
        store.SearchScenesAsync(new SceneSearch { Tenant = "tenant", Vector = query, Limit = limit }, CancellationToken.None);

    private string[] SceneFiles() => [.. Directory.EnumerateFiles(_folder.SegmentsPath, "scenes-*").Order(StringComparer.Ordinal)];

    private async Task<List<string>> NamedFilesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand("select file from scene_segments order by file", connection);
        await using SqliteDataReader rows = await command.ExecuteReaderAsync();
        var files = new List<string>();
        while (await rows.ReadAsync())
            files.Add(rows.GetString(0));
        return files;
    }
}
