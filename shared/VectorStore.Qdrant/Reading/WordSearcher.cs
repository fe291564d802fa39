using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// Nearest neighbours among the words that count. The server also finds words of writes that have no record yet, or no longer; they
/// are dropped here, and the server is asked again when that cannot be the whole truth.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Ask for somewhat more words than wanted.</item>
/// <item>Read the records of their images and keep the words of exactly the present writes.</item>
/// <item>An image whose words were smaller than its present write may have been replaced between 1 and 2, so that its new words were
/// not found: from 1 again. The second time its words are known to have been there, and the smaller ones are mere leftovers.</item>
/// <item>Too few left and the server had more: from 1 again with four times the limit.</item>
/// </list>
/// With one shard the answer is therefore what was stored at one moment per image. With several, a replacement that begins and ends
/// while the server still collects the answers of its shards can hide words of that image from this one search.
/// </remarks>
internal sealed class WordSearcher(
    QdrantClient client, PointScroll scroll, RecordReader records, double oversampling, int searchWidth)
{
    /// <summary>Words of unfinished or replaced writes that a first answer may contain without a second request.</summary>
    private const int Spare = 16;

    private const int Growth = 4;

    /// <summary>How often images may be replaced under one search; each round takes milliseconds.</summary>
    private const int MaxRounds = 50;

    public async Task<IReadOnlyList<WordHit>> SearchAsync(CollectionPair from, WordSearch search, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, StoredRecord> before = new Dictionary<string, StoredRecord>();
        int limit = search.Limit + (search.Limit / 4) + Spare;
        for (int round = 0; round < MaxRounds; round++)
        {
            IReadOnlyList<ReadPoint<WordPayload>> found = await QueryAsync(from, search, limit, cancellationToken); // 1
            string[] keys = [.. found.Select(point => point.Payload.Key).Distinct()];
            var now = await records.CurrentAsync(from, search.Tenant, keys, cancellationToken); // 2
            var kept = found.Where(point => IsPresent(point, now)).ToList();
            if (found.Any(point => MayHideNewWords(point, before, now)))
            {
                before = now; // 3
                continue;
            }
            if (kept.Count >= search.Limit || found.Count < limit)
                return [.. kept.Take(search.Limit).Select(ToHit)];
            before = now;
            limit *= Growth; // 4
        }
        throw new VectorStoreException(
            $"The images near the query were replaced {MaxRounds} times while they were searched.", isTransient: true);
    }

    private static bool IsPresent(ReadPoint<WordPayload> point, IReadOnlyDictionary<string, StoredRecord> now) =>
        now.TryGetValue(point.Payload.Key, out StoredRecord? record) && record.Order == OrderOf(point);

    private static bool MayHideNewWords(
        ReadPoint<WordPayload> point,
        IReadOnlyDictionary<string, StoredRecord> before,
        IReadOnlyDictionary<string, StoredRecord> now) =>
        now.TryGetValue(point.Payload.Key, out StoredRecord? record)
        && record.Image.WordCount > 0
        && OrderOf(point) < record.Order
        && before.GetValueOrDefault(point.Payload.Key)?.Order != record.Order;

    private static WriteOrder OrderOf(ReadPoint<WordPayload> point) => WriteOrder.OfWord(point.Payload.Version, point.Payload.Write);

    /// <summary>The server's sums may exceed the range of a cosine by a rounding.</summary>
    private static WordHit ToHit(ReadPoint<WordPayload> point) =>
        new(WordMapping.FromPayload(point.Payload), Math.Clamp(point.Score, -1f, 1f));

    private async Task<IReadOnlyList<ReadPoint<WordPayload>>> QueryAsync(
        CollectionPair from, WordSearch search, int limit, CancellationToken cancellationToken)
    {
        var request = new QueryRequest(
            search.Vector,
            CollectionSchema.VectorOf(search.Space),
            Filter.Of([Condition.Is("tenant", search.Tenant), .. search.Tags.Select(tag => Condition.Is("tags", tag))]),
            new SearchParams(Math.Max(searchWidth, limit), Exact: false, new QuantizationSearch(Rescore: true, oversampling)),
            limit);
        Call call = Call.With(
            HttpMethod.Post,
            "query",
            from.Words,
            $"collections/{from.Words}/points/query{scroll.Consistency}",
            request,
            QdrantJson.Default.QueryRequest);
        return (await client.CallAsync(call, QdrantJson.Default.ResponseQueryResult, cancellationToken)).Result.Points;
    }
}
