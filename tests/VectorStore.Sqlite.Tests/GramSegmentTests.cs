using Indexing.TestSupport;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>Words with many, few and no n-grams on their way through memory, segments, merges and compaction.</summary>
public sealed class GramSegmentTests : IAsyncDisposable
{
    private const int All = 10_000;

    private readonly StoreFolder _folder = new();
    private readonly MixedWords _mixed = new(seed: 21);
    private readonly Dictionary<string, (string Tenant, ushort[] Grams)> _stored = [];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SearchGrams_WordsSealedMergedAndCompacted_FindsWhatAnExactSearchFinds(int scanThreads)
    {
        SqliteVectorStore store = _folder.Open(StoreFolder.SmallSegments, scanThreads);
        for (int i = 0; i < 200; i++)
        {
            // Runs of images without any n-gram, so that whole mask groups have none.
            await PutAsync(store, $"{i}", i / 30 % 2 == 0 ? _mixed.Words(5) : _mixed.Synthetic.Words(5), i % 3 == 0 ? "other" : "tenant");
            if (i % 50 == 49)
                await AssertExactAsync(store);
        }
        await store.MaintainAsync(CancellationToken.None);
        await AssertExactAsync(store);
        await AssertExactAsync(_folder.Open(StoreFolder.SmallSegments, scanThreads));

        for (int i = 0; i < 200; i += 2)
            await PutAsync(store, $"{i}", i % 4 == 0 ? [] : _mixed.Words(2), i % 3 == 0 ? "other" : "tenant", version: 2);
        await AssertExactAsync(store);
        await store.MaintainAsync(CancellationToken.None);
        await AssertExactAsync(store);
        await _folder.CloseAsync();
        string[] files = Directory.GetFiles(_folder.SegmentsPath);

        await AssertExactAsync(_folder.Open(StoreFolder.SmallSegments, scanThreads));
        Assert.Equal(files, Directory.GetFiles(_folder.SegmentsPath)); // a wrong file would have been made again
    }

    [Fact]
    public async Task SearchGrams_WordsWithMoreGramsThanTheirShareOfABlock_AreAllFound()
    {
        SqliteVectorStore store = _folder.Open();
        var random = new Random(3);
        for (int i = 0; i < 8; i++)
        {
            // 1,024 n-grams each: a block of 256 words is full after 16.
            WordRecord[] words = [.. Enumerable.Range(0, 10).Select(n => _mixed.Synthetic.Word(
                n, grams: [.. Enumerable.Range(0, 1 << 16).Select(static code => (ushort)code).OrderBy(_ => random.Next()).Take(1024)]))];
            await PutAsync(store, $"{i}", [.. words, .. _mixed.Words(5).Select(word => word with { RegionIndex = word.RegionIndex + 10 })]);
            await AssertExactAsync(store);
        }
        await AssertExactAsync(_folder.Open());
    }

    [Fact]
    public async Task SearchGrams_AskedGramsThatShareABit_CountEach()
    {
        ushort[] sameBit = [.. Enumerable.Range(0, 1 << 16).Select(static code => (ushort)code)
            .Where(static code => GramSignature.BitOf(code) == GramSignature.BitOf(1)).Take(3)];
        SqliteVectorStore store = _folder.Open();
        await store.ReplaceImageAsync(
            SyntheticWords.Image("a"),
            [_mixed.Synthetic.Word(0, "two", grams: sameBit[..2]), _mixed.Synthetic.Word(1, "false friend", grams: sameBit[2..])],
            CancellationToken.None);

        IReadOnlyList<WordHit> hits = await store.SearchGramsAsync(
            MixedWords.Search([.. sameBit[..2], 2], 10, minShare: 0.6f), CancellationToken.None);

        Assert.Equal(["two"], hits.Select(hit => hit.Word.Transcription));
    }

    [Fact]
    public async Task SearchGrams_EqualShares_ComeByImageThenRegion()
    {
        SqliteVectorStore store = _folder.Open();
        foreach (string image in (string[])["b", "a"])
        {
            WordRecord[] words = [.. Enumerable.Range(0, 2).Reverse().Select(n => _mixed.Synthetic.Word(n, grams: [1, 2]))];
            await store.ReplaceImageAsync(SyntheticWords.Image(image), words, CancellationToken.None);
        }

        IReadOnlyList<WordHit> hits = await store.SearchGramsAsync(MixedWords.Search([2], 10, minShare: 1), CancellationToken.None);

        Assert.Equal(["a/0", "a/1", "b/0", "b/1"], hits.Select(hit => $"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex}"));
    }

    /// <summary>Replaces an image, in the store and in what an exact search looks through.</summary>
    private async Task PutAsync(SqliteVectorStore store, string image, WordRecord[] words, string tenant = "tenant", long version = 1)
    {
        await store.ReplaceImageAsync(SyntheticWords.Image(image, version, tenant: tenant), words, CancellationToken.None);
        foreach (string name in _stored.Keys.Where(name => name.StartsWith($"{image}/", StringComparison.Ordinal)).ToList())
            _stored.Remove(name);
        foreach (WordRecord word in words)
            _stored[$"{image}/{word.RegionIndex}"] = (tenant, word.Grams.ToArray());
    }

    private async Task AssertExactAsync(SqliteVectorStore store)
    {
        foreach (ushort[] asked in (ushort[][])[_mixed.Grams(1), _mixed.Grams(5), _mixed.Grams(20)])
        {
            foreach ((string tenant, int limit, float minShare) in new[]
            {
                ("tenant", 15, 0.01f), ("tenant", All, 0.2f), ("other", All, 0.01f),
            })
            {
                Dictionary<string, float> shares = _stored.Where(word => word.Value.Tenant == tenant).ToDictionary(
                    word => word.Key, word => word.Value.Grams.Intersect(asked).Count() / (float)asked.Length);
                IReadOnlyList<WordHit> hits = await store.SearchGramsAsync(
                    MixedWords.Search(asked, limit, minShare, tenant), CancellationToken.None);
                Assert.Equal(
                    shares.Values.Where(share => share >= minShare).OrderDescending().Take(limit), hits.Select(hit => hit.Similarity));
                Assert.All(hits, hit => Assert.Equal(shares[$"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex}"], hit.Similarity));
                Assert.Equal(hits.Count, hits.Select(hit => (hit.Word.Image, hit.Word.RegionIndex)).Distinct().Count());
            }
        }
    }
}
