using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// The best among the words that count. The server also finds words of writes that have no record yet, or no longer; they are dropped
/// here, and the server is asked again when that cannot be the whole truth.
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
internal sealed class WordSearcher(QdrantClient client, RecordReader records)
{
    /// <summary>Words of unfinished or replaced writes that a first answer may contain without a second request.</summary>
    private const int Spare = 16;

    private const int Growth = 4;

    /// <summary>How often images may be replaced under one search; each round takes milliseconds.</summary>
    private const int MaxRounds = 50;

    public async Task<IReadOnlyList<WordHit>> SearchAsync(
        CollectionPair from, WordQuestion question, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, StoredRecord> before = new Dictionary<string, StoredRecord>();
        int limit = question.Limit + (question.Limit / 4) + Spare;
        for (int round = 0; round < MaxRounds; round++)
        {
            IReadOnlyList<ReadPoint<WordPayload>> found = await QueryAsync(question.Ask(limit), cancellationToken); // 1
            string[] keys = [.. found.Select(point => point.Payload.Key).Distinct()];
            var now = await records.CurrentAsync(from, question.Tenant, keys, cancellationToken); // 2
            var kept = found.Where(point => IsPresent(point, question, now)).ToList();
            if (found.Any(point => MayHideNewWords(point, before, now)))
            {
                before = now; // 3
                continue;
            }
            if (kept.Count >= question.Limit || found.Count < limit)
                return [.. kept.Take(question.Limit).Select(point => ToHit(point, question))];
            before = now;
            limit *= Growth; // 4
        }
        throw new VectorStoreException(
            $"The images that answer the query were replaced {MaxRounds} times while they were searched.", isTransient: true);
    }

    private static bool IsPresent(
        ReadPoint<WordPayload> point, WordQuestion question, IReadOnlyDictionary<string, StoredRecord> now) =>
        now.TryGetValue(point.Payload.Key, out StoredRecord? record)
        && record.Order == OrderOf(point)
        && question.IsWithinTimes(record.Image);

    private static bool MayHideNewWords(
        ReadPoint<WordPayload> point,
        IReadOnlyDictionary<string, StoredRecord> before,
        IReadOnlyDictionary<string, StoredRecord> now) =>
        now.TryGetValue(point.Payload.Key, out StoredRecord? record)
        && record.Image.WordCount > 0
        && OrderOf(point) < record.Order
        && before.GetValueOrDefault(point.Payload.Key)?.Order != record.Order;

    private static WriteOrder OrderOf(ReadPoint<WordPayload> point) => WriteOrder.OfWord(point.Payload.Version, point.Payload.Write);

    private static WordHit ToHit(ReadPoint<WordPayload> point, WordQuestion question) =>
        new(WordMapping.FromPayload(point.Payload), question.Similarity(point.Score));

    private async Task<IReadOnlyList<ReadPoint<WordPayload>>> QueryAsync(Call call, CancellationToken cancellationToken) =>
        (await client.CallAsync(call, QdrantJson.Default.ResponseQueryResult, cancellationToken)).Result.Points;
}
