using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>The port's promise against the model server, real concurrency and large images included.</summary>
public sealed class ModelConformanceTests : VectorStoreConformance
{
    protected override ValueTask<IVectorStore> CreateAsync() => new(StoreFactory.Open(new QdrantModelServer()));

    protected override ValueTask DestroyAsync(IVectorStore store)
    {
        ((QdrantVectorStore)store).Dispose();
        return default;
    }
}
