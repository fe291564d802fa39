using System.Text.Json.Serialization.Metadata;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// The best among the points that count, words or the records that carry the scenes. The server also finds points of writes that have no
/// record yet, or no longer the greatest; they are dropped here, and the server is asked again when that cannot be the whole truth.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Ask for somewhat more points than wanted.</item>
/// <item>Read the records of their images and keep the points of exactly the present writes.</item>
/// <item>An image whose points were smaller than its present write may have been replaced between 1 and 2, so that its new points were
/// not found: from 1 again. The second time its points are known to have been there, and the smaller ones are mere leftovers.</item>
/// <item>Too few left and the server had more: from 1 again with four times the limit.</item>
/// </list>
/// With one shard the answer is therefore what was stored at one moment per image. With several, a replacement that begins and ends
/// while the server still collects the answers of its shards can hide that image from this one search.
/// </remarks>
/// <typeparam name="T">What the points carry.</typeparam>
/// <param name="client">Asks the server.</param>
/// <param name="records">Says which writes are present.</param>
/// <param name="type">How an answer is read.</param>
/// <param name="writeOf">The image, by <see cref="PointIds.Image"/>, and the write of a point.</param>
/// <param name="hasPoints">Whether the write of this record may have points that can be found.</param>
internal sealed class PresentSearcher<T>(
    QdrantClient client,
    RecordReader records,
    JsonTypeInfo<Response<QueryResult<T>>> type,
    Func<T, (string Key, WriteOrder Order)> writeOf,
    Func<ImageRecord, bool> hasPoints)
{
    /// <summary>Points of unfinished or replaced writes that a first answer may contain without a second request.</summary>
    private const int Spare = 16;

    private const int Growth = 4;

    /// <summary>How often images may be replaced under one search; each round takes milliseconds.</summary>
    private const int MaxRounds = 50;

    /// <summary>The points, in the server's order; somewhat more than asked for when it had more.</summary>
    public async Task<IReadOnlyList<ReadPoint<T>>> SearchAsync(Question question, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, StoredRecord> before = new Dictionary<string, StoredRecord>();
        int limit = question.Limit + (question.Limit / 4) + Spare;
        for (int round = 0; round < MaxRounds; round++)
        {
            IReadOnlyList<ReadPoint<T>> found = (await client.CallAsync(question.Ask(limit), type, cancellationToken)).Result.Points; // 1
            string[] keys = [.. found.Select(point => writeOf(point.Payload).Key).Distinct()];
            var now = await records.CurrentAsync(question.From, question.Tenant, keys, cancellationToken); // 2
            var kept = found.Where(point => IsPresent(point, question, now)).ToList();
            if (found.Any(point => MayHideNewPoints(point, before, now)))
            {
                before = now; // 3
                continue;
            }
            if (kept.Count >= question.Limit || found.Count < limit)
                return kept;
            before = now;
            limit *= Growth; // 4
        }
        throw new VectorStoreException(
            $"The images that answer the query were replaced {MaxRounds} times while they were searched.", isTransient: true);
    }

    private bool IsPresent(ReadPoint<T> point, Question question, IReadOnlyDictionary<string, StoredRecord> now)
    {
        (string key, WriteOrder order) = writeOf(point.Payload);
        return now.TryGetValue(key, out StoredRecord? record) && record.Order == order && question.IsWithinTimes(record.Image);
    }

    private bool MayHideNewPoints(
        ReadPoint<T> point, IReadOnlyDictionary<string, StoredRecord> before, IReadOnlyDictionary<string, StoredRecord> now)
    {
        (string key, WriteOrder order) = writeOf(point.Payload);
        return now.TryGetValue(key, out StoredRecord? record)
            && hasPoints(record.Image)
            && order < record.Order
            && before.GetValueOrDefault(key)?.Order != record.Order;
    }
}
