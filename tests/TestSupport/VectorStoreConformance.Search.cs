using System.Numerics.Tensors;
using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Nearest neighbours, filters and consistency.</summary>
public abstract partial class VectorStoreConformance
{
    /// <summary>Adapters may score with half-precision vectors; cosines then differ by less than this.</summary>
    private const float SimilarityTolerance = 1e-3f;

    [Fact]
    public async Task SearchWords_EmptyStore_FindsNothing() => Assert.Empty(await SearchAsync(Synthetic.UnitVector(), 10));

    [Fact]
    public async Task SearchWords_RightAfterReplace_FindsTheWordWithEveryField()
    {
        WordRecord word = Synthetic.Word(3, "café");
        await PutAsync(SyntheticWords.Image("a"), word);

        WordHit hit = Assert.Single(await SearchAsync(word.Lexical, 10));

        Assert.Equal(1, hit.Similarity, SimilarityTolerance);
        Assert.Equal(new ImageKey("tenant", "a"), hit.Word.Image);
        Assert.Equal(
            (word.RegionIndex, word.Quad, word.Transcription, word.Confidence, word.DetectionScore),
            (hit.Word.RegionIndex, hit.Word.Quad, hit.Word.Transcription, hit.Word.Confidence, hit.Word.DetectionScore));
        Assert.Equal(word.Posteriors.ToArray(), hit.Word.Posteriors.ToArray());
    }

    [Fact]
    public async Task SearchWords_ManyWords_ReturnsTheBestInDescendingSimilarity()
    {
        Dictionary<string, float[]> vectors = await PutManyAsync(images: 40, wordsPerImage: 25);

        for (int i = 0; i < 10; i++)
        {
            float[] query = Synthetic.Near(vectors.Values.ElementAt(i * 90), 1f);
            AssertBest(vectors, query, await SearchAsync(query, 20), 20);
        }
    }

    [Fact]
    public async Task SearchWords_LimitAboveTheNumberOfWords_ReturnsAllOnce()
    {
        Dictionary<string, float[]> vectors = await PutManyAsync(images: 3, wordsPerImage: 7);

        IReadOnlyList<WordHit> hits = await SearchAsync(Synthetic.UnitVector(), 10_000);

        Assert.Equal(vectors.Keys.Order(), hits.Select(Name).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task SearchWords_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => SearchAsync(Synthetic.UnitVector(), limit));

    [Fact]
    public async Task SearchWords_VectorNotOfUnitLength_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SearchAsync(new float[256], 10));

    [Fact]
    public async Task SearchWords_DimensionOtherThanTheStores_FailsForGood()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(1));

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            SearchAsync(new SyntheticWords(1, dimension: 64).UnitVector(), 10));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task SearchWords_NearerWordsOfOtherTenants_FindsOnlyTheOwn()
    {
        float[] query = Synthetic.UnitVector();
        for (int i = 0; i < 50; i++)
        {
            WordRecord[] near = [.. Enumerable.Range(0, 20).Select(n => Synthetic.Word(n, "foreign", Synthetic.Near(query, 0.1f)))];
            await PutAsync(SyntheticWords.Image($"{i}", tenant: "other"), near);
        }
        await PutAsync(SyntheticWords.Image("mine"), Synthetic.Words(5, "own"));

        IReadOnlyList<WordHit> hits = await SearchAsync(query, 10);

        Assert.Equal(5, hits.Count);
        Assert.All(hits, hit => Assert.Equal(("tenant", "own"), (hit.Word.Image.Tenant, hit.Word.Transcription)));
    }

    [Fact]
    public async Task SearchWords_TagOfFewFarWords_StillReturnsTheirBest()
    {
        Dictionary<string, float[]> plain = await PutManyAsync(images: 80, wordsPerImage: 25);
        Dictionary<string, float[]> rare = await PutManyAsync(images: 3, wordsPerImage: 10, "rare", "shop");
        await PutManyAsync(images: 3, wordsPerImage: 10, "rare");
        float[] query = Synthetic.Near(plain.Values.First(), 0.5f);

        AssertBest(rare, query, await SearchAsync(query, 15, "rare", "shop"), 15);
    }

    [Fact]
    public async Task SearchWords_TagRemovedByANewVersion_NoLongerMatches()
    {
        WordRecord[] words = Synthetic.Words(2);
        await PutAsync(SyntheticWords.Image("a", version: 1, tags: ["red"]), words);

        await PutAsync(SyntheticWords.Image("a", version: 2, tags: ["blue"]), words);

        Assert.Empty(await SearchAsync(words[0].Lexical, 5, "red"));
        Assert.Equal(2, (await SearchAsync(words[0].Lexical, 5, "blue")).Count);
    }

    [Fact]
    public async Task SearchWords_ManyNearerWordsReplaced_DoNotStarveTheResult()
    {
        float[] query = Synthetic.UnitVector();
        for (int version = 1; version <= 30; version++)
        {
            WordRecord[] near = [.. Enumerable.Range(0, 50).Select(n => Synthetic.Word(n, "gone", Synthetic.Near(query, 0.1f)))];
            await PutAsync(SyntheticWords.Image("a", version), near);
        }
        await PutAsync(SyntheticWords.Image("a", version: 31, status: ImageStatus.Deleted));
        await PutAsync(SyntheticWords.Image("b"), Synthetic.Words(4, "left"));

        Assert.Equal(["left", "left", "left", "left"], (await SearchAsync(query, 10)).Select(hit => hit.Word.Transcription));
    }

    [Fact]
    public async Task SearchWords_WhileImagesAreReplaced_NeverSeesTwoVersionsOrNone()
    {
        const int Words = 10;
        float[] query = Synthetic.UnitVector();
        await ReplaceNearAsync(query, version: 1, Words);
        using var done = new CancellationTokenSource();
        Task writer = Task.Run(async () =>
        {
            for (int version = 2; version <= 60; version++)
                await ReplaceNearAsync(query, version, Words);
            await done.CancelAsync();
        });

        int searches = 0;
        while (!done.IsCancellationRequested && !writer.IsFaulted)
        {
            IReadOnlyList<WordHit> hits = await SearchAsync(query, 100);
            IReadOnlyList<StoredWord> words = await WordsAsync("a");
            Assert.Equal(Words, hits.Count);
            Assert.Single(hits.Select(hit => hit.Word.Transcription).Distinct());
            Assert.Single(words.Select(word => word.Transcription).Distinct());
            searches++;
        }
        await writer;
        Assert.True(searches > 0);
    }

    private static string Name(WordHit hit) => $"{hit.Word.Image.ImageId}/{hit.Word.RegionIndex}";

    private static void AssertBest(Dictionary<string, float[]> vectors, float[] query, IReadOnlyList<WordHit> hits, int limit)
    {
        float[] best = [.. vectors.Values.Select(vector => TensorPrimitives.Dot(vector, query)).OrderDescending().Take(limit)];
        Assert.Equal(best.Length, hits.Count);
        for (int i = 0; i < best.Length; i++)
        {
            Assert.Equal(best[i], hits[i].Similarity, SimilarityTolerance);
            Assert.Equal(TensorPrimitives.Dot(vectors[Name(hits[i])], query), hits[i].Similarity, SimilarityTolerance);
        }
        Assert.Equal(hits.Count, hits.Select(Name).Distinct().Count());
    }

    private Task<ReplaceResult> ReplaceNearAsync(float[] query, int version, int count)
    {
        var synthetic = new SyntheticWords(version);
        return PutAsync(
            SyntheticWords.Image("a", version),
            [.. Enumerable.Range(0, count).Select(n => synthetic.Word(n, $"v{version}", synthetic.Near(query, 0.3f)))]);
    }

    /// <summary>Stores images of random words and returns their vectors by "image/region".</summary>
    private async Task<Dictionary<string, float[]>> PutManyAsync(int images, int wordsPerImage, params string[] tags)
    {
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        string prefix = tags.Length == 0 ? "plain" : string.Join('-', tags);
        for (int i = 0; i < images; i++)
        {
            WordRecord[] words = Synthetic.Words(wordsPerImage);
            foreach (WordRecord word in words)
                vectors[$"{prefix}{i}/{word.RegionIndex}"] = word.Lexical.ToArray();
            await PutAsync(SyntheticWords.Image($"{prefix}{i}", tags: tags), words);
        }
        return vectors;
    }
}
