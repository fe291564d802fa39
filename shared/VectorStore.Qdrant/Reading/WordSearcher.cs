using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>The best words of present image versions.</summary>
internal sealed class WordSearcher(QdrantClient client, RecordReader records)
{
    private readonly PresentSearcher<WordPayload> _searcher = new(
        client, records, QdrantJson.Default.ResponseQueryResultWordPayload,
        static word => (word.Key, WriteOrder.OfWord(word.Version, word.Write)),
        static image => image.WordCount > 0);

    public async Task<IReadOnlyList<WordHit>> SearchAsync(Question question, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadPoint<WordPayload>> points = await _searcher.SearchAsync(question, cancellationToken);
        return [.. points.Take(question.Limit)
            .Select(point => new WordHit(WordMapping.FromPayload(point.Payload), question.Similarity(point.Score)))];
    }
}
