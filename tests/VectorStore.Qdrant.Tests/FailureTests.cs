using System.Net;
using System.Net.Sockets;
using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>What the caller is told when the server cannot do its work.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly QdrantModelServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(500, true, "sentence of the server")]
    [InlineData(503, true, "sentence of the server")]
    [InlineData(429, true, "sentence of the server")]
    [InlineData(408, true, "sentence of the server")]
    [InlineData(404, true, "made again")]
    [InlineData(400, false, "Qdrant:Dimension")]
    [InlineData(401, false, "Qdrant:ApiKey")]
    [InlineData(403, false, "Qdrant:ApiKey")]
    [InlineData(413, false, "Qdrant:MaxRequestBytes")]
    public async Task GetImages_ServerRefuses_IsTransientWhenARetryCanHelp(int status, bool transient, string advice)
    {
        using QdrantVectorStore store = Open(request => IsScroll(request) ? ScriptedServer.Error(status, "sentence of the server") : null);

        VectorStoreException exception = await FailsAsync(store);

        Assert.Equal(transient, exception.IsTransient);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.Contains("sentence of the server", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImages_ProxyAnswersInstead_ShowsWhatCame()
    {
        using QdrantVectorStore store = Open(_ => ScriptedServer.Answer(HttpStatusCode.BadGateway, "<html>no upstream</html>"));

        VectorStoreException exception = await FailsAsync(store);

        Assert.True(exception.IsTransient);
        Assert.Contains("<html>no upstream</html>", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImages_SomethingElseListens_IsNotTransient()
    {
        using QdrantVectorStore store = Open(_ => ScriptedServer.Answer(HttpStatusCode.OK, "hello"));

        VectorStoreException exception = await FailsAsync(store);

        Assert.False(exception.IsTransient);
        Assert.Contains("Qdrant:Url", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImages_NobodyListens_IsTransient()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using QdrantVectorStore store = StoreFactory.Open(
            new SocketsHttpHandler(), configure: options => options.Url = $"http://127.0.0.1:{port}");

        VectorStoreException exception = await FailsAsync(store);

        Assert.True(exception.IsTransient);
        Assert.Contains($"127.0.0.1:{port}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImages_NoAnswerInTime_IsTransient()
    {
        using QdrantVectorStore store = StoreFactory.Open(
            new ScriptedServer(_server, NeverAsync), configure: options => options.Timeout = TimeSpan.FromMilliseconds(20));

        VectorStoreException exception = await FailsAsync(store);

        Assert.True(exception.IsTransient);
        Assert.Contains("Qdrant:Timeout", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImages_CancelledWhileWaiting_ThrowsTheCancellation()
    {
        using var cancel = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        using QdrantVectorStore store = StoreFactory.Open(new ScriptedServer(_server, (request, token) =>
        {
            arrived.SetResult();
            return NeverAsync(request, token);
        }));

        Task<IReadOnlyList<ImageRecord>> call = store.GetImagesAsync([new("tenant", "a")], cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task GetWords_RecordWithoutItsWords_FailsInsteadOfReturningNone()
    {
        using QdrantVectorStore store = Open(_ => null);
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(2), CancellationToken.None);
        _server.Drop("conformance-words-1");
        using QdrantVectorStore restored = Open(_ => null);

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            restored.GetWordsAsync(new("tenant", "a"), CancellationToken.None));

        Assert.Contains("index the image again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplaceImage_CollectionDroppedMeanwhile_FailsOnceAndMakesItAnew()
    {
        using QdrantVectorStore store = Open(_ => null);
        await PutAsync(store);
        _server.Drop("conformance-words-1");
        _server.Drop("conformance-images-1");

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => PutAsync(store));

        Assert.True(exception.IsTransient);
        Assert.Equal(ReplaceResult.Replaced, await PutAsync(store));
    }

    [Fact]
    public async Task ReplaceImage_ConceptDimensionOtherThanTheStores_FailsForGood()
    {
        using QdrantVectorStore store = Open(_ => null);
        var synthetic = new SyntheticWords(1);
        WordRecord[] words = [synthetic.Word(0), synthetic.Word(1, concept: new SyntheticWords(2, dimension: 32).UnitVector())];

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            store.ReplaceImageAsync(SyntheticWords.Image("a"), words, CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains("concept vector has 32 numbers", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Qdrant:ConceptDimension", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplaceImage_SceneDimensionOtherThanTheStores_FailsForGood()
    {
        using QdrantVectorStore store = Open(_ => null);
        float[] scene = new SyntheticWords(2, dimension: 32).UnitVector();

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() =>
            store.ReplaceImageAsync(SyntheticWords.Image("a"), [], scene, CancellationToken.None));

        Assert.False(exception.IsTransient);
        Assert.Contains("scene vector has 32 numbers", exception.Message, StringComparison.Ordinal);
        Assert.Contains("holds scenes of 96", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Qdrant:SceneDimension", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", 500)]
    [InlineData("GET", 503)]
    public async Task Check_ServerDoesNotWriteOrRead_Fails(string method, int status)
    {
        bool broken = false;
        using QdrantVectorStore store = Open(request =>
            broken && request.Method.Method == method ? ScriptedServer.Error(status, "No space left on device") : null);
        await store.CheckAsync(CancellationToken.None);
        broken = true;

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync(CancellationToken.None));

        Assert.Contains("No space left on device", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CollectionIsRed_Fails()
    {
        bool red = false;
        using QdrantVectorStore store = Open(request => red && request.Method == HttpMethod.Get && IsWords(request)
            ? ScriptedServer.Answer(HttpStatusCode.OK, """
              {"result":{"status":"red","config":{"params":{"vectors":{}}},"payload_schema":{}},"status":"ok","time":0}
              """)
            : null);
        await store.CheckAsync(CancellationToken.None);
        red = true;

        VectorStoreException exception = await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync(CancellationToken.None));

        Assert.Contains("as red", exception.Message, StringComparison.Ordinal);
    }

    private static bool IsScroll(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("/scroll", StringComparison.Ordinal);

    private static bool IsWords(HttpRequestMessage request) => request.RequestUri!.AbsolutePath == "/collections/conformance-words-1";

    private static async Task<HttpResponseMessage?> NeverAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return null;
    }

    private static Task<VectorStoreException> FailsAsync(QdrantVectorStore store) => Assert.ThrowsAsync<VectorStoreException>(() =>
        store.GetImagesAsync([new("tenant", "a")], CancellationToken.None));

    private static Task<ReplaceResult> PutAsync(QdrantVectorStore store) =>
        store.ReplaceImageAsync(SyntheticWords.Image("a"), [], CancellationToken.None);

    private QdrantVectorStore Open(Func<HttpRequestMessage, HttpResponseMessage?> script) =>
        StoreFactory.Open(new ScriptedServer(_server, script));
}
