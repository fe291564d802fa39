using System.Net;

namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>What the server said, understood or not.</summary>
internal readonly record struct Answer(HttpStatusCode Status, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
