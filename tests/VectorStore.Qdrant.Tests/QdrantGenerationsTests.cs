using Indexing.TestSupport;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>The suite of the port against the model of the server.</summary>
public sealed class QdrantGenerationsTests : GenerationsConformance
{
    private readonly QdrantModelServer _server = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _server.Dispose();
    }

    protected override ValueTask<IGenerations> OpenAsync() => new(StoreFactory.OpenGenerations(_server));
}
