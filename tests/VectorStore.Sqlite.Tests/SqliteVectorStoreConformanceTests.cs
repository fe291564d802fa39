using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>The port's suite with the settings of production: all these words stay in memory.</summary>
public sealed class SqliteVectorStoreConformanceTests : VectorStoreConformance
{
    private readonly StoreFolder _folder = new();

    protected override ValueTask<IVectorStore> CreateAsync() => ValueTask.FromResult<IVectorStore>(_folder.Open());

    protected override ValueTask DestroyAsync(IVectorStore store) => _folder.DisposeAsync();
}
