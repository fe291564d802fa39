using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Words by the character n-grams of a piece of them.</summary>
public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task SearchGrams_PieceOfAWord_FindsTheWordWithEveryField()
    {
        WordRecord word = Synthetic.Word(3, "PRE16A", grams: SyntheticWords.Grams("pre16a"));
        await PutAsync(SyntheticWords.Image("a"), word, Synthetic.Word(4, grams: SyntheticWords.Grams("harbour")));

        WordHit hit = Assert.Single(await SearchGramsAsync("re16", 10));

        Assert.Equal(1f, hit.Similarity);
        Assert.Equal(new ImageKey("tenant", "a"), hit.Word.Image);
        Assert.Equal(
            (word.RegionIndex, word.Quad, word.Transcription, word.Confidence, word.DetectionScore),
            (hit.Word.RegionIndex, hit.Word.Quad, hit.Word.Transcription, hit.Word.Confidence, hit.Word.DetectionScore));
        Assert.Equal(word.Posteriors.ToArray(), hit.Word.Posteriors.ToArray());
    }

    [Theory]
    [InlineData(0.6f, new[] { "five", "four", "three" })] // 3 / 5 is 0.6 in floats, 0.6 x 5 is more than 3
    [InlineData(0.61f, new[] { "five", "four" })]
    [InlineData(1f, new[] { "five" })]
    [InlineData(0.01f, new[] { "five", "four", "three", "one" })]
    public async Task SearchGrams_SharesAroundTheSmallest_FindsThoseThatReachItInDescendingShare(float minShare, string[] expected)
    {
        await PutAsync(
            SyntheticWords.Image("a"),
            Synthetic.Word(0, "three", grams: [10, 30, 50, 7]),
            Synthetic.Word(1, "none", grams: [11, 12, 13]),
            Synthetic.Word(2, "five", grams: [50, 40, 30, 20, 10, 9, 8]),
            Synthetic.Word(3, "one", grams: [20]),
            Synthetic.Word(4, "without"),
            Synthetic.Word(5, "four", grams: [10, 20, 40, 50]));

        IReadOnlyList<WordHit> hits = await SearchGramsAsync([10, 20, 30, 40, 50], 10, minShare);

        Assert.Equal(expected, hits.Select(hit => hit.Word.Transcription));
        float[] shares = [1f, 0.8f, 0.6f, 0.2f];
        Assert.All(hits.Zip(shares), pair => Assert.Equal(pair.Second, pair.First.Similarity, 1e-6f));
    }

    [Fact]
    public async Task SearchGrams_ManyWordsWithFewSharedGrams_DoNotDisplaceThoseWithMost()
    {
        // Words of 40 of 300 n-grams: many have some of the asked ones, and hashed n-grams of many words collide.
        var random = new Random(5);
        ushort[] vocabulary = [.. Enumerable.Range(0, 300).Select(_ => (ushort)random.Next(1 << 16)).Distinct()];
        ushort[] asked = vocabulary[..12];
        var shares = new Dictionary<string, float>(StringComparer.Ordinal);
        for (int i = 0; i < 12; i++)
        {
            WordRecord[] words = [.. Enumerable.Range(0, 50).Select(n =>
                Synthetic.Word(n, grams: random.GetItems(vocabulary, 40).Distinct().ToArray()))];
            foreach (WordRecord word in words)
                shares[$"{i}/{word.RegionIndex}"] = word.Grams.ToArray().Intersect(asked).Count() / (float)asked.Length;
            await PutAsync(SyntheticWords.Image($"{i}"), words);
        }

        foreach ((int limit, float minShare) in new[] { (10, 0.01f), (75, 0.1f), (1000, 0.25f), (1000, 1f) })
        {
            IReadOnlyList<WordHit> hits = await SearchGramsAsync(asked, limit, minShare);

            Assert.Equal(
                shares.Values.Where(share => share >= minShare).OrderDescending().Take(limit), hits.Select(hit => hit.Similarity));
            Assert.All(hits, hit => Assert.Equal(shares[Name(hit)], hit.Similarity, 1e-6f));
            Assert.Equal(hits.Count, hits.Select(Name).Distinct().Count());
        }
    }

    [Fact]
    public async Task SearchGrams_OtherTenant_IsNotFound()
    {
        await PutAsync(SyntheticWords.Image("theirs", tenant: "other"), Synthetic.Word(0, grams: SyntheticWords.Grams("harbour")));

        Assert.Empty(await SearchGramsAsync("harbour", 10));
    }

    [Theory]
    [InlineData(ImageStatus.Indexed)]
    [InlineData(ImageStatus.Deleted)]
    public async Task SearchGrams_WordOfAnOldVersion_IsNotFound(ImageStatus status)
    {
        await PutAsync(SyntheticWords.Image("a", version: 1), Synthetic.Word(0, "old", grams: SyntheticWords.Grams("harbour")));
        WordRecord[] young = status == ImageStatus.Indexed ? [Synthetic.Word(0, "young", grams: SyntheticWords.Grams("station"))] : [];
        await PutAsync(SyntheticWords.Image("a", version: 2, status: status), young);

        Assert.Empty(await SearchGramsAsync("harbour", 10));
        Assert.Equal(young.Length, (await SearchGramsAsync("station", 10)).Count);
    }

    [Fact]
    public async Task SearchGrams_ManyWordsReplaced_DoNotStarveTheResult()
    {
        for (int version = 1; version <= 10; version++)
        {
            WordRecord[] words = [.. Enumerable.Range(0, 40).Select(n =>
                Synthetic.Word(n, "gone", grams: SyntheticWords.Grams("harbour")))];
            await PutAsync(SyntheticWords.Image("a", version), words);
        }
        await PutAsync(SyntheticWords.Image("a", version: 11, status: ImageStatus.Deleted));
        await PutAsync(SyntheticWords.Image("b"), Synthetic.Word(0, "left", grams: SyntheticWords.Grams("arbour")));

        Assert.Equal(["left"], (await SearchGramsAsync("harbour", 5)).Select(hit => hit.Word.Transcription));
    }

    [Fact]
    public async Task SearchGrams_AsManyGramsAsAllowed_CountsAll()
    {
        ushort[] all = [.. Enumerable.Range(0, 1024).Select(n => (ushort)(n * 64))];
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, "all", grams: all), Synthetic.Word(1, "half", grams: all[..128]));

        IReadOnlyList<WordHit> hits = await SearchGramsAsync(all[..256], 10);

        Assert.Equal([("all", 1f), ("half", 0.5f)], hits.Select(hit => (hit.Word.Transcription, hit.Similarity)));
    }

    [Fact]
    public async Task SearchGrams_EmptyStore_FindsNothing() => Assert.Empty(await SearchGramsAsync("harbour", 10));

    [Theory]
    [InlineData(new int[0], 0.5f, 10)]
    [InlineData(new[] { 1, 2, 1 }, 0.5f, 10)]
    [InlineData(new[] { 1 }, 0f, 10)]
    [InlineData(new[] { 1 }, 1.01f, 10)]
    [InlineData(new[] { 1 }, float.NaN, 10)]
    [InlineData(new[] { 1 }, 0.5f, 0)]
    [InlineData(new[] { 1 }, 0.5f, 10_001)]
    public async Task SearchGrams_ImpossibleQuestion_IsRefused(int[] grams, float minShare, int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            SearchGramsAsync([.. grams.Select(static gram => (ushort)gram)], limit, minShare));

    [Fact]
    public async Task ReplaceImage_GramGivenTwice_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PutAsync(SyntheticWords.Image("a"), Synthetic.Word(0, grams: [1, 2, 1])));

    [Fact]
    public async Task ReplaceImage_MoreGramsThanAllowed_AreRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(() => PutAsync(
        SyntheticWords.Image("a"), Synthetic.Word(0, grams: [.. Enumerable.Range(0, 1025).Select(static n => (ushort)n)])));

    private Task<IReadOnlyList<WordHit>> SearchGramsAsync(ushort[] grams, int limit, float minShare = 0.5f) => Store.SearchGramsAsync(
        new GramSearch { Tenant = "tenant", Grams = grams, MinShare = minShare, Limit = limit }, CancellationToken.None);
}
