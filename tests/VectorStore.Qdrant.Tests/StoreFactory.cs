using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Stores with the options of the tests.</summary>
internal static class StoreFactory
{
    public static QdrantVectorStore Open(
        HttpMessageHandler server, Random? random = null, TimeProvider? time = null, Action<QdrantVectorStoreOptions>? configure = null)
    {
        QdrantVectorStoreOptions options = Options();
        configure?.Invoke(options);
        return new QdrantVectorStore(options, time ?? TimeProvider.System, NullLogger.Instance, server, random ?? Random.Shared);
    }

    public static QdrantGenerations OpenGenerations(HttpMessageHandler server) =>
        new(Options(), TimeProvider.System, NullLogger<QdrantVectorStore>.Instance, () => server);

    private static QdrantVectorStoreOptions Options() => new()
    {
        Url = "http://qdrant.test:6333",
        CollectionPrefix = "conformance",
        Dimension = 256,
        ConceptDimension = 64,
        SceneDimension = 96,
    };
}
