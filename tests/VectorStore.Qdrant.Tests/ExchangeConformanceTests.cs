using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.Exchanges;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>
/// The port's promise against recorded exchanges, or against the server that <c>QDRANT_URL</c> names. <c>QDRANT_RECORD=1</c> writes
/// the exchanges anew: from that server, or from the model and then marked as handwritten.
/// </summary>
public sealed class ExchangeConformanceTests : VectorStoreConformance
{
    /// <summary>Too many vectors or ids for files, or requests that depend on how threads happen to run.</summary>
    private static readonly string[] NotOnFile =
    [
        "ReplaceImage_ManyWords_StoresAll",
        "ReplaceImage_VersionsInAnyOrderAtOnce_NewestWins",
        "SearchGrams_ManyWordsReplaced_DoNotStarveTheResult",
        "SearchGrams_ManyWordsWithFewSharedGrams_DoNotDisplaceThoseWithMost",
        "SearchScenes_ManyImages_ReturnsTheBestInDescendingSimilarity",
        "SearchScenes_NearerScenesOfOtherTenantsAndTags_DoNotStarveTheResult",
        "SearchScenes_WhileTheImageIsReplaced_FindsOneSceneAlways",
        "SearchWords_AsManyImageIdsAsAllowed_FindsTheirWords",
        "SearchWords_ImageIdsOfFewFarWords_StillReturnsTheirBest",
        "SearchWords_ManyWords_ReturnsTheBestInDescendingSimilarity",
        "SearchWords_ManyNearerWordsReplaced_DoNotStarveTheResult",
        "SearchWords_NearerWordsOfOtherTenants_FindsOnlyTheOwn",
        "SearchWords_TagOfFewFarWords_StillReturnsTheirBest",
        "SearchWords_WhileImagesAreReplaced_NeverSeesTwoVersionsOrNone",
    ];

    private static readonly string? Url = Environment.GetEnvironmentVariable("QDRANT_URL");
    private static readonly bool IsRecording = Environment.GetEnvironmentVariable("QDRANT_RECORD") == "1";

    private ExchangeHandler? _exchanges;

    protected override async ValueTask<IVectorStore> CreateAsync()
    {
        string folder = ConformanceFolder.OfThisTest("conformance");
        bool onFile = !NotOnFile.Contains(Path.GetFileName(folder));
        Assert.SkipWhen(!onFile && Url is null, "Runs on the model and on a real server; too large or too concurrent for files.");
        HttpMessageHandler server = Url is null ? new QdrantModelServer() : await EmptyServerAsync(Url);
        if (onFile && (IsRecording || Url is null))
            server = _exchanges = IsRecording
                ? ExchangeHandler.Record(folder, server, handwritten: Url is null)
                : ExchangeHandler.Replay(folder);
        var random = onFile ? new Random(5) : Random.Shared;
        return StoreFactory.Open(server, random, configure: options => options.Url = Url ?? options.Url);
    }

    protected override ValueTask DestroyAsync(IVectorStore store)
    {
        ((QdrantVectorStore)store).Dispose();
        if (TestContext.Current.TestState?.Result == TestResult.Passed)
            Assert.Equal(0, _exchanges?.Unused ?? 0);
        return default;
    }

    private static async Task<HttpMessageHandler> EmptyServerAsync(string url)
    {
        var server = new SocketsHttpHandler();
        using var client = new HttpClient(server, disposeHandler: false) { BaseAddress = new Uri(url.TrimEnd('/') + "/") };
        foreach (string collection in new[] { "conformance-words-1", "conformance-images-1" })
            (await client.DeleteAsync($"collections/{collection}")).Dispose(); // whether there was one does not matter
        return server;
    }
}
