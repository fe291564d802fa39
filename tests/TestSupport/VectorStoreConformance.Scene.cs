using System.Numerics.Tensors;
using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>The vector of the whole picture.</summary>
public abstract partial class VectorStoreConformance
{
    /// <summary>Of another dimension than words and concepts on purpose: an adapter that mixes them up fails.</summary>
    private readonly SyntheticWords _scenes = new(seed: 3, dimension: 96);

    [Fact]
    public async Task SearchScenes_ManyImages_ReturnsTheBestInDescendingSimilarity()
    {
        Dictionary<string, float[]> scenes = await PutScenesAsync("plain", images: 60);

        foreach (string near in (string[])["plain0", "plain30", "plain59"])
        {
            float[] query = _scenes.Near(scenes[near], 1f);
            AssertBestScenes(scenes, query, await SearchScenesAsync(query, 20), 20);
        }
    }

    [Fact]
    public async Task SearchScenes_EqualSimilarities_AreOrderedByImageId()
    {
        float[] scene = _scenes.UnitVector();
        foreach (string id in (string[])["b", "a", "C", "ü", "10", "9"])
            await PutSceneAsync(SyntheticWords.Image(id), scene);

        Assert.Equal(["10", "9", "C", "a", "b", "ü"], (await SearchScenesAsync(scene, 10)).Select(hit => hit.Image.ImageId));
    }

    [Fact]
    public async Task SearchScenes_OppositeScene_IsFoundLastWithItsSimilarity()
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("opposite"), [.. scene.Select(number => -number)]);
        await PutSceneAsync(SyntheticWords.Image("same"), scene);

        IReadOnlyList<SceneHit> hits = await SearchScenesAsync(scene, 10);

        Assert.Equal(["same", "opposite"], hits.Select(hit => hit.Image.ImageId));
        Assert.Equal(1, hits[0].Similarity, SimilarityTolerance);
        Assert.Equal(-1, hits[1].Similarity, SimilarityTolerance);
    }

    [Fact]
    public async Task SearchScenes_ImagesWithoutScene_AreNotFound()
    {
        float[] scene = _scenes.UnitVector();
        await PutAsync(SyntheticWords.Image("words only"), Synthetic.Words(3));
        await PutSceneAsync(SyntheticWords.Image("scene only"), scene);
        await PutSceneAsync(SyntheticWords.Image("both"), _scenes.Near(scene, 0.5f), Synthetic.Words(2));

        Assert.Equal(["scene only", "both"], (await SearchScenesAsync(scene, 10)).Select(hit => hit.Image.ImageId));
        Assert.Equal(5, (await SearchAsync(Synthetic.UnitVector(), 10)).Count);
        Assert.Empty(await WordsAsync("scene only"));
        Assert.Equal(0, (await GetAsync("scene only"))!.WordCount);
    }

    [Fact]
    public async Task SearchScenes_StoreWithoutAnyScene_FindsNothing()
    {
        await PutAsync(SyntheticWords.Image("a"), Synthetic.Words(3));

        Assert.Empty(await SearchScenesAsync(_scenes.UnitVector(), 10));
    }

    [Fact]
    public async Task SearchScenes_UnknownTenant_FindsNothing()
    {
        await PutSceneAsync(SyntheticWords.Image("a"), _scenes.UnitVector());

        Assert.Empty(await Store.SearchScenesAsync(
            new SceneSearch { Tenant = "nobody", Vector = _scenes.UnitVector(), Limit = 10 }, CancellationToken.None));
    }

    [Fact]
    public async Task SearchScenes_NearerScenesOfOtherTenantsAndTags_DoNotStarveTheResult()
    {
        float[] query = _scenes.UnitVector();
        for (int i = 0; i < 120; i++)
        {
            await PutSceneAsync(SyntheticWords.Image($"theirs{i}", tenant: "other", tags: ["red"]), _scenes.Near(query, 0.1f));
            await PutSceneAsync(SyntheticWords.Image($"plain{i}"), _scenes.Near(query, 0.1f));
        }
        Dictionary<string, float[]> red = await PutScenesAsync("red", images: 12, "red", "shop");

        AssertBestScenes(red, query, await SearchScenesAsync(query, 10, new ImageFilter { Tags = ["shop", "red"] }), 10);
    }

    [Fact]
    public async Task SearchScenes_EveryKindOfCondition_FindsOnlyWhatFulfilsAll()
    {
        ImageRecord all = SyntheticWords.Image("all", tags: ["red", "shop"]) with
        {
            Metadata = new Dictionary<string, string> { ["city"] = "Ulm", ["camera"] = "7" },
            UpdatedAt = Noon,
        };
        ImageRecord[] images =
        [
            all,
            all with { Key = new ImageKey("tenant", "tag"), Tags = ["shop"] },
            all with { Key = new ImageKey("tenant", "metadata"), Metadata = new Dictionary<string, string> { ["city"] = "Bonn" } },
            all with { Key = new ImageKey("tenant", "early"), UpdatedAt = Noon.AddSeconds(-2) },
            all with { Key = new ImageKey("tenant", "late"), UpdatedAt = Noon.AddSeconds(2) },
            all with { Key = new ImageKey("tenant", "id") },
            all with { Key = new ImageKey("other", "all") },
        ];
        float[] scene = _scenes.UnitVector();
        foreach (ImageRecord image in images)
            await PutSceneAsync(image, scene);
        var filter = new ImageFilter
        {
            Tags = ["red", "shop"],
            Metadata = new Dictionary<string, string> { ["city"] = "Ulm" },
            UpdatedFrom = Noon.AddSeconds(-1),
            UpdatedBefore = Noon.AddSeconds(1),
            ImageIds = ["all", "tag", "metadata", "early", "late"],
        };

        Assert.Equal(new ImageKey("tenant", "all"), Assert.Single(await SearchScenesAsync(scene, 10, filter)).Image);
        var early = new ImageFilter { UpdatedBefore = Noon.AddSeconds(1) };
        Assert.Equal(["all", "early", "id", "metadata", "tag"], await FindScenesAsync(early));
        Assert.Equal(["id", "late"], await FindScenesAsync(new ImageFilter { ImageIds = ["late", "id", "unknown"] }));
        Assert.Empty(await FindScenesAsync(new ImageFilter { ImageIds = [] }));
    }

    [Fact]
    public async Task SearchScenes_MoreThanTheLimit_ReturnsTheLimit()
    {
        Dictionary<string, float[]> scenes = await PutScenesAsync("plain", images: 8);
        float[] query = _scenes.UnitVector();

        AssertBestScenes(scenes, query, await SearchScenesAsync(query, 3), 3);
        AssertBestScenes(scenes, query, await SearchScenesAsync(query, 1000), 1000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task SearchScenes_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => SearchScenesAsync(_scenes.UnitVector(), limit));

    [Fact]
    public async Task SearchScenes_VectorNotOfUnitLength_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => SearchScenesAsync(new float[96], 10));

    [Fact]
    public async Task SearchScenes_DimensionOtherThanTheStores_FailsForGood()
    {
        await PutSceneAsync(SyntheticWords.Image("a"), _scenes.UnitVector());

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            SearchScenesAsync(Synthetic.UnitVector(), 10));

        Assert.False(exception.IsTransient);
        Assert.Contains("256", exception.Message, StringComparison.Ordinal);
        Assert.Contains("96", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetScene_StoredScene_ReturnsIt()
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a"), scene, Synthetic.Words(2));

        AssertScene(scene, await SceneAsync("a"));
    }

    [Fact]
    public async Task GetScene_NoSuchImageTenantOrScene_IsEmpty()
    {
        await PutAsync(SyntheticWords.Image("words only"), Synthetic.Words(1));
        await PutSceneAsync(SyntheticWords.Image("a", tenant: "other"), _scenes.UnitVector());

        Assert.True((await SceneAsync("words only")).IsEmpty);
        Assert.True((await SceneAsync("unknown")).IsEmpty);
        Assert.True((await SceneAsync("a")).IsEmpty);
    }

    [Fact]
    public async Task ReplaceImage_NewerVersion_LeavesOnlyItsScene()
    {
        float[] old = _scenes.UnitVector(), young = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a", version: 1, tags: ["old"]), old);
        await PutSceneAsync(SyntheticWords.Image("a", version: 2, tags: ["young"]), young);

        SceneHit hit = Assert.Single(await SearchScenesAsync(old, 10));

        Assert.Equal(TensorPrimitives.Dot(old, young), hit.Similarity, SimilarityTolerance);
        Assert.Empty(await SearchScenesAsync(old, 10, new ImageFilter { Tags = ["old"] }));
        Assert.Single(await SearchScenesAsync(old, 10, new ImageFilter { Tags = ["young"] }));
        AssertScene(young, await SceneAsync("a"));
    }

    [Fact]
    public async Task ReplaceImage_OlderVersion_LeavesTheScene()
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a", version: 2), scene);

        await PutSceneAsync(SyntheticWords.Image("a", version: 1), _scenes.UnitVector());

        AssertScene(scene, await SceneAsync("a"));
    }

    [Theory]
    [InlineData(ImageStatus.Indexed)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Deleted)]
    public async Task ReplaceImage_NewerVersionWithoutScene_RemovesIt(ImageStatus status)
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a", version: 1), scene);
        await PutSceneAsync(SyntheticWords.Image("b"), _scenes.Near(scene, 1f));

        await PutAsync(SyntheticWords.Image("a", version: 2, status: status));

        Assert.Equal("b", Assert.Single(await SearchScenesAsync(scene, 10)).Image.ImageId);
        Assert.True((await SceneAsync("a")).IsEmpty);
    }

    [Fact]
    public async Task ReplaceImage_SameVersionAgain_KeepsOneScene()
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a"), scene);
        await PutSceneAsync(SyntheticWords.Image("a"), scene);

        Assert.Single(await SearchScenesAsync(scene, 10));
    }

    [Fact]
    public async Task ReplaceImage_SceneOfAnotherDimension_FailsForGoodAndChangesNothing()
    {
        float[] scene = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a", version: 1), scene);

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            PutSceneAsync(SyntheticWords.Image("a", version: 2), Synthetic.UnitVector()));

        Assert.False(exception.IsTransient);
        AssertScene(scene, await SceneAsync("a"));
    }

    [Fact]
    public async Task ReplaceImage_SceneNotOfUnitLength_IsRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(() =>
        PutSceneAsync(SyntheticWords.Image("a"), [.. _scenes.UnitVector().Select(number => 2 * number)]));

    [Theory]
    [InlineData(ImageStatus.Pending)]
    [InlineData(ImageStatus.Rejected)]
    [InlineData(ImageStatus.Deleted)]
    public async Task ReplaceImage_SceneOfAnImageThatIsNotIndexed_IsRefused(ImageStatus status) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            PutSceneAsync(SyntheticWords.Image("a", status: status), _scenes.UnitVector()));

    [Fact]
    public async Task SearchScenes_WhileTheImageIsReplaced_FindsOneSceneAlways()
    {
        float[] query = _scenes.UnitVector();
        await PutSceneAsync(SyntheticWords.Image("a", version: 1), query);
        using var done = new CancellationTokenSource();
        Task writer = Task.Run(async () =>
        {
            for (int version = 2; version <= 60; version++)
                await PutSceneAsync(SyntheticWords.Image("a", version), query);
            await done.CancelAsync();
        });

        int searches = 0;
        while (!done.IsCancellationRequested && !writer.IsFaulted)
        {
            Assert.Single(await SearchScenesAsync(query, 10));
            Assert.Equal(query.Length, (await SceneAsync("a")).Length);
            searches++;
        }
        await writer;
        Assert.True(searches > 0);
    }

    private Task<ReplaceResult> PutSceneAsync(ImageRecord image, float[] scene, params WordRecord[] words) =>
        Store.ReplaceImageAsync(image, words, scene, CancellationToken.None);

    private Task<ReadOnlyMemory<float>> SceneAsync(string imageId, string tenant = "tenant") =>
        Store.GetSceneAsync(new ImageKey(tenant, imageId), CancellationToken.None);

    private Task<IReadOnlyList<SceneHit>> SearchScenesAsync(ReadOnlyMemory<float> vector, int limit, ImageFilter? filter = null) =>
        Store.SearchScenesAsync(
            new SceneSearch { Tenant = "tenant", Vector = vector, Limit = limit, Filter = filter ?? ImageFilter.None },
            CancellationToken.None);

    /// <summary>The images, in ordinal order, that the filter lets through.</summary>
    private async Task<IEnumerable<string>> FindScenesAsync(ImageFilter filter) =>
        (await SearchScenesAsync(_scenes.UnitVector(), 100, filter)).Select(hit => hit.Image.ImageId).Order(StringComparer.Ordinal);

    /// <summary>Stores images of random scenes and returns these by image id.</summary>
    private async Task<Dictionary<string, float[]>> PutScenesAsync(string prefix, int images, params string[] tags)
    {
        var scenes = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (int i = 0; i < images; i++)
        {
            scenes.Add($"{prefix}{i}", _scenes.UnitVector());
            await PutSceneAsync(SyntheticWords.Image($"{prefix}{i}", tags: tags), scenes[$"{prefix}{i}"]);
        }
        return scenes;
    }

    private static void AssertScene(float[] scene, ReadOnlyMemory<float> read)
    {
        Assert.Equal(scene.Length, read.Length);
        Assert.Equal(1, TensorPrimitives.Dot(scene, read.Span), 1e-5f);
    }

    private static void AssertBestScenes(Dictionary<string, float[]> scenes, float[] query, IReadOnlyList<SceneHit> hits, int limit)
    {
        (string Id, float Similarity)[] best = [.. scenes
            .Select(scene => (scene.Key, TensorPrimitives.Dot(scene.Value, query))).OrderByDescending(scene => scene.Item2).Take(limit)];
        Assert.Equal(best.Select(scene => scene.Id), hits.Select(hit => hit.Image.ImageId));
        Assert.All(best.Zip(hits), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, SimilarityTolerance));
    }
}
