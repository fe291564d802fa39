namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>An answer that is not a success.</summary>
internal sealed class ModelException(int status, string error) : Exception(error)
{
    public int Status { get; } = status;
}
