using System.Numerics.Tensors;
using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Words with and without a concept on their way through memory, segments, merges and compaction.</summary>
public sealed class ConceptSegmentTests : IAsyncDisposable
{
    private const int All = 10_000;

    /// <summary>Similarities are computed from the stored half floats; only the order of summation differs.</summary>
    private const float SimilarityTolerance = 1e-5f;

    private readonly StoreFolder _folder = new();
    private readonly MixedWords _mixed = new(seed: 12);
    private readonly Dictionary<string, StoredConcept> _stored = [];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SearchConcepts_MixedWordsSealedMergedAndCompacted_FindsWhatAnExactSearchFinds(int scanThreads)
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments, scanThreads);
        for (int i = 0; i < 300; i++)
        {
            // Runs of images without any concept, so that whole mask groups and whole segments have none.
            WordRecord[] words = i / 40 % 2 == 0 ? _mixed.Words(5) : _mixed.Synthetic.Words(5);
            await PutAsync(store, $"{i}", words, tenant: i % 3 == 0 ? "other" : "tenant", i % 5 == 0 ? ["red"] : []);
            if (i % 60 == 59)
                await AssertExactAsync(store);
        }
        await store.MaintainAsync(CancellationToken.None);
        await AssertExactAsync(store);
        await AssertExactAsync(_folder.Open(StoreFolder.SmallSegments, scanThreads));

        for (int i = 0; i < 300; i += 2)
            await PutAsync(store, $"{i}", i % 4 == 0 ? [] : _mixed.Words(2), i % 3 == 0 ? "other" : "tenant", [], version: 2);
        await AssertExactAsync(store);
        await store.MaintainAsync(CancellationToken.None);
        await AssertExactAsync(store);
        await _folder.CloseAsync();
        string[] files = Directory.GetFiles(_folder.SegmentsPath);

        await AssertExactAsync(_folder.Open(StoreFolder.SmallSegments, scanThreads));
        Assert.Equal(files, Directory.GetFiles(_folder.SegmentsPath)); // a wrong file would have been made again
    }

    [Fact]
    public async Task SearchConcepts_FirstConceptAfterSegmentsWereWritten_FilesStayAndAllWordsAreFound()
    {
        var policy = new SegmentPolicy { SealWords = 100, MaxSealWords = 150, MergeSegments = 100 };
        SqliteVectorStore store = _folder.Open(policy);
        await store.ReplaceImageAsync(SyntheticWords.Image("sealed"), _mixed.Synthetic.Words(120), CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        string file = Assert.Single(Directory.GetFiles(_folder.SegmentsPath));
        DateTime written = File.GetLastWriteTimeUtc(file);
        await store.ReplaceImageAsync(SyntheticWords.Image("in memory"), _mixed.Synthetic.Words(20), CancellationToken.None);
        Assert.Equal(140, await CountLexicalAsync(store)); // the block in memory has no room for concepts, but for words

        await PutAsync(store, "first", _mixed.Words(3));
        await AssertExactAsync(store);
        await PutAsync(store, "second", _mixed.Words(100));
        await AssertExactAsync(store);
        await store.MaintainAsync(CancellationToken.None);
        await _folder.CloseAsync();

        SqliteVectorStore reopened = _folder.Open(policy);
        await AssertExactAsync(reopened);
        Assert.Equal(243, await CountLexicalAsync(reopened));
        await reopened.MaintainAsync(CancellationToken.None);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(2, Directory.GetFiles(_folder.SegmentsPath).Length);
    }

    [Fact]
    public async Task Maintain_SegmentsFromBeforeAndAfterTheFirstConcept_MergesThem()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        WordRecord[] old = _mixed.Synthetic.Words(100);
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), old, CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        await store.ReplaceImageAsync(SyntheticWords.Image("b"), _mixed.Synthetic.Words(100), CancellationToken.None);
        await store.MaintainAsync(CancellationToken.None);
        Assert.Equal(2, Directory.GetFiles(_folder.SegmentsPath).Length);
        await PutAsync(store, "c", _mixed.Words(100));

        await store.MaintainAsync(CancellationToken.None);
        await _folder.CloseAsync();

        string file = Assert.Single(Directory.GetFiles(_folder.SegmentsPath));
        SqliteVectorStore reopened = _folder.Open(StoreFolder.SmallSegments);
        await AssertExactAsync(reopened);
        Assert.Equal(300, await CountLexicalAsync(reopened));
        WordHit hit = Assert.Single(await reopened.SearchWordsAsync(
            SyntheticWords.Search(old[70].Lexical, 1), CancellationToken.None));
        Assert.Equal(("a", 70), (hit.Word.Image.ImageId, hit.Word.RegionIndex));
        await _folder.CloseAsync();
        Assert.Equal([file], Directory.GetFiles(_folder.SegmentsPath));
    }

    [Fact]
    public async Task SearchConcepts_NewVersionWithoutConcept_IsNotFound()
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments);
        await PutAsync(store, "a", _mixed.Words(150));
        await PutAsync(store, "b", _mixed.Words(150));
        await store.MaintainAsync(CancellationToken.None);

        await PutAsync(store, "a", _mixed.Synthetic.Words(10), version: 2);

        await AssertExactAsync(store);
        await AssertExactAsync(_folder.Open(StoreFolder.SmallSegments));
        Assert.Equal(160, await CountLexicalAsync(store));
    }

    /// <summary>Replaces an image, in the store and in what an exact search looks through.</summary>
    private async Task PutAsync(
        SqliteVectorStore store, string image, WordRecord[] words, string tenant = "tenant", string[]? tags = null, long version = 1)
    {
        await store.ReplaceImageAsync(
            SyntheticWords.Image(image, version, tenant: tenant, tags: tags ?? []), words, CancellationToken.None);
        foreach (string name in _stored.Keys.Where(name => name.StartsWith($"{image}/", StringComparison.Ordinal)).ToList())
            _stored.Remove(name);
        foreach (WordRecord word in words.Where(word => !word.Concept.IsEmpty))
        {
            float[] halves = [.. word.Concept.ToArray().Select(number => (float)(Half)number)];
            _stored[$"{image}/{word.RegionIndex}"] = new StoredConcept(halves, tenant, tags is ["red"]);
        }
    }

    private async Task AssertExactAsync(SqliteVectorStore store)
    {
        float[] query = _mixed.Concept();
        foreach ((string tenant, bool red) in new[] { ("tenant", false), ("tenant", true), ("other", false), ("other", true) })
        {
            (string Name, float Similarity)[] expected = [.. _stored
                .Where(word => word.Value.Tenant == tenant && (word.Value.IsRed || !red))
                .Select(word => (word.Key, TensorPrimitives.Dot(word.Value.Vector, query)))
                .OrderByDescending(word => word.Item2)];
            foreach (int limit in new[] { 15, All })
            {
                IReadOnlyList<WordHit> hits = await store.SearchWordsAsync(
                    MixedWords.Search(query, limit, tenant, red ? ["red"] : []), CancellationToken.None);
                Assert.Equal(
                    expected.Take(limit).Select(word => word.Name),
                    hits.Select(hit => $"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex}"));
                Assert.All(hits.Zip(expected), pair => Assert.Equal(pair.Second.Similarity, pair.First.Similarity, SimilarityTolerance));
            }
        }
    }

    private async Task<int> CountLexicalAsync(SqliteVectorStore store) => (await store.SearchWordsAsync(
        SyntheticWords.Search(_mixed.Synthetic.UnitVector(), All), CancellationToken.None)).Count;

    private sealed record StoredConcept(float[] Vector, string Tenant, bool IsRed);
}
