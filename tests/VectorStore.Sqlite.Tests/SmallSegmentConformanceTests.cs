using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>The port's suite with segments so small that sealing, merging and compaction run all the time, and two scan threads.</summary>
public sealed class SmallSegmentConformanceTests : VectorStoreConformance
{
    private readonly StoreFolder _folder = new();

    protected override ValueTask<IVectorStore> CreateAsync() =>
        ValueTask.FromResult<IVectorStore>(_folder.Open(StoreFolder.SmallSegments, scanThreads: 2));

    protected override ValueTask DestroyAsync(IVectorStore store) => _folder.DisposeAsync();
}
