using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>The images with the nearest scenes. Records carry the scenes, so a hit is a record, and the present one if it counts.</summary>
internal sealed class SceneSearcher(QdrantClient client, RecordReader records)
{
    private readonly PresentSearcher<RecordPayload> _searcher = new(
        client, records, QdrantJson.Default.ResponseQueryResultRecordPayload,
        static record => (record.Key, StoredRecord.OrderOf(record)),
        static image => image.Status == ImageStatus.Indexed);

    public async Task<IReadOnlyList<SceneHit>> SearchAsync(Question question, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadPoint<RecordPayload>> points = await _searcher.SearchAsync(question, cancellationToken);
        return
        [
            .. points.Select(point =>
                    new SceneHit(new ImageKey(question.Tenant, point.Payload.Image), question.Similarity(point.Score)))
                .OrderByDescending(hit => hit.Similarity).ThenBy(hit => hit.Image.ImageId, StringComparer.Ordinal)
                .Take(question.Limit),
        ];
    }
}
