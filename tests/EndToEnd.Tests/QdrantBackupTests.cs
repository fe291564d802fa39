using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests;

/// <summary><c>backup</c> and <c>restore</c> against the model of a Qdrant server; no real one is at hand.</summary>
public sealed class QdrantBackupTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly QdrantModelServer _model = new();

    public void Dispose()
    {
        _workplace.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Restore_WipedServer_HasEverythingAgain()
    {
        await using var server = await ModelHost.StartAsync(_model);
        using var store = Open(server.Url);
        await PutAsync(store, "a", words: 3);
        using var backup = await RunAsync(server.Url, 0, "backup", "--to", "backup");
        _model.Drop("indexing-words-1");
        _model.Drop("indexing-images-1");

        using var restore = await RunAsync(server.Url, 0, "restore", "backup");

        Assert.Contains("1 images with 3 words", restore.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Restore_WrittenBetweenTheSnapshots_ListsThePicturesAndSaysSoToTheShell()
    {
        await using var direct = await ModelHost.StartAsync(_model);
        using var store = Open(direct.Url);
        await PutAsync(store, "kept", words: 2);
        await PutAsync(store, "replaced", words: 4);
        using var writing = new WritingBetween(_model, () => PutAsync(store, "replaced", words: 5, version: 2));
        await using var server = await ModelHost.StartAsync(writing);
        using var backup = await RunAsync(server.Url, 0, "backup", "--to", "backup");
        _model.Drop("indexing-words-1");
        _model.Drop("indexing-images-1");

        using var restore = await RunAsync(direct.Url, 1, "restore", "backup");

        Assert.Contains("tenant\treplaced\t1\t0/4\n", restore.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", restore.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_ServerAway_IsAFailureOfTheInfrastructure()
    {
        using var backup = await RunAsync("http://127.0.0.1:1", 3, "backup", "--to", "backup");

        Assert.Contains("Qdrant at 127.0.0.1:1 cannot be reached", backup.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_workplace.Combine("backup")));
    }

    private async Task<IndexingProcess> RunAsync(string url, int exitCode, params string[] arguments)
    {
        var process = IndexingProcess.Start(
            _workplace.Path, new Dictionary<string, string> { ["ConnectionStrings__qdrant"] = url }, arguments);
        await process.ExpectExitAsync(exitCode);
        return process;
    }

    private static QdrantVectorStore Open(string url) => new(
        Options.Create(new QdrantVectorStoreOptions { Url = url }), TimeProvider.System, NullLogger<QdrantVectorStore>.Instance);

    private static Task<ReplaceResult> PutAsync(QdrantVectorStore store, string id, int words, long version = 1) =>
        store.ReplaceImageAsync(SyntheticWords.Image(id, version), new SyntheticWords(1).Words(words), CancellationToken.None);

    /// <summary>Writes once, before the second snapshot.</summary>
    private sealed class WritingBetween(HttpMessageHandler model, Func<Task> write) : DelegatingHandler(model)
    {
        private int _snapshots;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isSnapshot = request.Method == HttpMethod.Post
                && request.RequestUri!.AbsolutePath.EndsWith("/snapshots", StringComparison.Ordinal);
            if (isSnapshot && _snapshots++ == 1)
                await write();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
