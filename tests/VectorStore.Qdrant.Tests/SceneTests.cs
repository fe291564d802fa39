using System.Net.Http.Json;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Collections from before there were scenes, and collections whose scenes have different dimensions.</summary>
public sealed class SceneTests : IDisposable
{
    private readonly QdrantModelServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task AnyCall_ImagesMadeWithoutScenes_WorksAndHasNone()
    {
        await MakeOldImagesAsync();
        using QdrantVectorStore store = StoreFactory.Open(_server);
        WordRecord[] words = new SyntheticWords(1).Words(2);

        await store.ReplaceImageAsync(SyntheticWords.Image("a"), words, CancellationToken.None);

        Assert.Equal(2, (await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
        Assert.Empty(await store.SearchScenesAsync(Search(dimension: 96), CancellationToken.None));
        Assert.True((await store.GetSceneAsync(new("tenant", "a"), CancellationToken.None)).IsEmpty);
    }

    [Fact]
    public async Task ReplaceImage_SceneForImagesMadeWithoutScenes_SaysWhatToDo()
    {
        await MakeOldImagesAsync();
        using QdrantVectorStore store = StoreFactory.Open(_server);

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(store, dimension: 96));

        Assert.False(exception.IsTransient);
        Assert.Contains("conformance-images-1 has no vector 'scene'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("models migrate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_OptionChangedSinceTheCollectionWasMade_GoesByTheCollection()
    {
        using (QdrantVectorStore before = Open("1", sceneDimension: 96))
            await PutAsync(before, dimension: 96);
        using QdrantVectorStore same = Open("1", sceneDimension: 512), next = Open("2", sceneDimension: 512);
        await PutAsync(next, dimension: 512);

        Assert.Single(await same.SearchScenesAsync(Search(dimension: 96), CancellationToken.None));
        Assert.Single(await next.SearchScenesAsync(Search(dimension: 512), CancellationToken.None));
        await Assert.ThrowsAsync<VectorStoreException>(() => same.SearchScenesAsync(Search(dimension: 512), CancellationToken.None));
    }

    private QdrantVectorStore Open(string generation, int sceneDimension) => StoreFactory.Open(
        _server, configure: options => (options.Generation, options.SceneDimension) = (generation, sceneDimension));

    private static Task<ReplaceResult> PutAsync(QdrantVectorStore store, int dimension) => store.ReplaceImageAsync(
        SyntheticWords.Image("a"), [], new SyntheticWords(3, dimension).UnitVector(), CancellationToken.None);

    private static SceneSearch Search(int dimension) =>
        new() { Tenant = "tenant", Vector = new SyntheticWords(3, dimension).UnitVector(), Limit = 10 };

    /// <summary>As every program made them before: records without any vector.</summary>
    private async Task MakeOldImagesAsync()
    {
        using var client = new HttpClient(_server, disposeHandler: false) { BaseAddress = new Uri("http://qdrant.test:6333") };
        (await client.PutAsJsonAsync("collections/conformance-images-1", new { vectors = new { } })).EnsureSuccessStatusCode();
    }
}
