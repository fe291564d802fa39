using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>The same backup over HTTP: forms and files are really sent.</summary>
public sealed class BackupOverSocketsTests : IDisposable
{
    private readonly QdrantModelServer _model = new();
    private readonly TemporaryFolder _place = new();

    public void Dispose()
    {
        _model.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task BackUpAndRestore_OverHttp_ArriveWhole()
    {
        await using ModelHost server = await ModelHost.StartAsync(_model);
        using QdrantVectorStore store = StoreFactory.Open(_model);
        await store.ReplaceImageAsync(SyntheticWords.Image("a"), new SyntheticWords(1).Words(6), CancellationToken.None);
        var options = new QdrantVectorStoreOptions { Url = server.Url, CollectionPrefix = "conformance" };
        using var backup = new QdrantIndexBackup(Options.Create(options), TimeProvider.System, NullLogger<QdrantIndexBackup>.Instance);

        await backup.BackUpAsync(_place.Combine("backup"), CancellationToken.None);
        _model.Drop("conformance-words-1");
        _model.Drop("conformance-images-1");
        RestoredCollections restored = await backup.RestoreAsync(_place.Combine("backup"), force: false, CancellationToken.None);

        Assert.Empty(restored.Incomplete);
        Assert.Equal(6, (await store.GetWordsAsync(new("tenant", "a"), CancellationToken.None)).Count);
        Assert.Equal(0, _model.Snapshots.Count);
    }
}
