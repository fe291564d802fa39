using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Reads image records: of the records of an image the greatest is what the image is.</summary>
internal sealed class RecordReader(PointScroll scroll)
{
    /// <summary>Keys per request; a key takes 39 bytes of it.</summary>
    private const int MaxKeys = 500;

    private static readonly string[] AllFields =
    [
        "tenant", "key", "image", "version", "write", "status", "uri", "hash", "width", "height", "size", "words", "reason", "look", "tags",
        "metadata", "model", "updated",
    ];

    /// <summary>Every record of one image, those that a greater one replaced included.</summary>
    public async Task<IReadOnlyList<StoredRecord>> AllAsync(CollectionPair from, ImageKey key, CancellationToken cancellationToken)
    {
        var records = new List<StoredRecord>();
        await foreach (StoredRecord record in ReadAsync(from, key.Tenant, [PointIds.Image(key)], cancellationToken))
            records.Add(record);
        return records;
    }

    /// <summary>The state of each of these images that exists, by <see cref="PointIds.Image"/>.</summary>
    /// <remarks>
    /// A read is not a snapshot: it can pass the place of the new record before that is written and the place of the old one after
    /// that is removed. An image without a record is therefore asked for once more, which misses it only if it is replaced again
    /// within the second read.
    /// </remarks>
    public async Task<IReadOnlyDictionary<string, StoredRecord>> CurrentAsync(
        CollectionPair from, string tenant, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var current = new Dictionary<string, StoredRecord>(keys.Count, StringComparer.Ordinal);
        await AddAsync(current, from, tenant, keys, cancellationToken);
        if (current.Count < keys.Count)
            await AddAsync(current, from, tenant, [.. keys.Where(key => !current.ContainsKey(key))], cancellationToken);
        return current;
    }

    private async Task AddAsync(
        Dictionary<string, StoredRecord> current,
        CollectionPair from,
        string tenant,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        foreach (string[] some in keys.Chunk(MaxKeys))
            await foreach (StoredRecord record in ReadAsync(from, tenant, some, cancellationToken))
            {
                string key = PointIds.Image(record.Image.Key);
                if (!current.TryGetValue(key, out StoredRecord? other) || record.Order > other.Order)
                    current[key] = record;
            }
    }

    private async IAsyncEnumerable<StoredRecord> ReadAsync(
        CollectionPair from,
        string tenant,
        IReadOnlyList<string> keys,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Filter filter = Filter.Of(Condition.Is("tenant", tenant), Condition.IsAny("key", keys));
        await foreach (ReadPoint<RecordPayload> point in scroll.ReadAsync(
            from.Images, filter, AllFields, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken))
            yield return StoredRecord.From(point);
    }
}
