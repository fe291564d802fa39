using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Backup;

/// <summary>Finds images that have not the words that their record counts. Memory grows with what is found only.</summary>
internal sealed class CompletenessCheck(PointScroll scroll)
{
    /// <summary>Images whose words are counted by one request.</summary>
    private const int ImagesPerRequest = 500;

    private static readonly string[] RecordFields =
        ["tenant", "key", "image", "version", "write", "status", "words", "tags", "metadata", "updated"];

    private static readonly string[] WordFields = ["key", "version", "write"];

    private readonly RecordReader _records = new(scroll);

    /// <summary>The incomplete images of all tenants, in the order of their keys.</summary>
    public async Task<IReadOnlyList<IncompleteImage>> FindAsync(CollectionPair from, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ImageKey, IncompleteImage>();
        var some = new List<StoredRecord>(ImagesPerRequest);
        await foreach (ReadPoint<RecordPayload> point in scroll.ReadAsync(
            from.Images, Filter.Of(), RecordFields, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken))
        {
            // Points of no tenant are no images, see StoreCheck.
            if (point.Payload.Tenant.Length == 0 || point.Payload.Words == 0)
                continue;
            some.Add(StoredRecord.From(point));
            if (some.Count < ImagesPerRequest)
                continue;
            await AddAsync(found, from, some, cancellationToken);
            some.Clear();
        }
        await AddAsync(found, from, some, cancellationToken);
        return [.. found.Values.OrderBy(image => image.Key.Tenant, StringComparer.Ordinal)
            .ThenBy(image => image.Key.ImageId, StringComparer.Ordinal)];
    }

    private async Task AddAsync(
        Dictionary<ImageKey, IncompleteImage> found, CollectionPair from, List<StoredRecord> records, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, StoredRecord> tenant in records.GroupBy(record => record.Image.Key.Tenant, StringComparer.Ordinal))
        {
            string[] keys = [.. tenant.Select(record => PointIds.Image(record.Image.Key)).Distinct()];
            var counts = await CountWordsAsync(from, tenant.Key, keys, cancellationToken);
            string[] suspects =
                [.. tenant.Where(record => !IsComplete(record, counts)).Select(record => PointIds.Image(record.Image.Key)).Distinct()];
            if (suspects.Length == 0)
                continue;
            // A record that a newer one has replaced may lack its words: only the present one counts.
            foreach (StoredRecord current in (await _records.CurrentAsync(from, tenant.Key, suspects, cancellationToken)).Values)
                if (!IsComplete(current, counts))
                    found[current.Image.Key] = new IncompleteImage(
                        current.Image.Key, current.Image.Version, current.Image.WordCount, CountOf(current, counts));
        }
    }

    private static bool IsComplete(StoredRecord record, Dictionary<(string, WriteOrder), int> counts) =>
        CountOf(record, counts) == record.Image.WordCount;

    private static int CountOf(StoredRecord record, Dictionary<(string, WriteOrder), int> counts) =>
        counts.GetValueOrDefault((PointIds.Image(record.Image.Key), record.Order));

    /// <summary>Words of each write of these images.</summary>
    private async Task<Dictionary<(string Key, WriteOrder Order), int>> CountWordsAsync(
        CollectionPair from, string tenant, string[] keys, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(string, WriteOrder), int>();
        Filter filter = Filter.Of(Condition.Is("tenant", tenant), Condition.IsAny("key", keys));
        await foreach (ReadPoint<WordPayload> point in scroll.ReadAsync(
            from.Words, filter, WordFields, QdrantJson.Default.ResponseScrollResultWordPayload, cancellationToken))
        {
            var write = (point.Payload.Key, WriteOrder.OfWord(point.Payload.Version, point.Payload.Write));
            counts[write] = counts.GetValueOrDefault(write) + 1;
        }
        return counts;
    }
}
