using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Reads the scene of one image: the vector of its present record.</summary>
internal sealed class SceneReader(PointScroll scroll)
{
    /// <summary>A read can miss an image that is replaced meanwhile, as <see cref="RecordReader.CurrentAsync"/> explains.</summary>
    private const int Looks = 2;

    private static readonly string[] OrderFields = ["version", "write", "status"];
    private static readonly string[] Vectors = [CollectionSchema.SceneVector];

    public async Task<ReadOnlyMemory<float>> CurrentAsync(CollectionPair from, ImageKey key, CancellationToken cancellationToken)
    {
        Filter filter = Filter.Of(Condition.Is("tenant", key.Tenant), Condition.Is("key", PointIds.Image(key)));
        for (int look = 0; look < Looks; look++)
        {
            (WriteOrder Order, ReadOnlyMemory<float>? Scene)? greatest = null;
            await foreach (ReadPoint<RecordPayload> point in scroll.ReadAsync(
                from.Images, filter, OrderFields, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken, Vectors))
            {
                WriteOrder order = StoredRecord.OrderOf(point.Payload);
                if (greatest is null || order > greatest.Value.Order)
                    greatest = (order, point.Vector?.Scene);
            }
            if (greatest is not null)
                return greatest.Value.Scene ?? ReadOnlyMemory<float>.Empty;
        }
        return ReadOnlyMemory<float>.Empty;
    }
}
