using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Reads the words of one image.</summary>
internal sealed class WordReader(PointScroll scroll, RecordReader records)
{
    /// <summary>How often an image may be replaced while its words are read.</summary>
    private const int MaxRounds = 20;

    private static readonly string[] OrderFields = ["version", "write"];

    /// <summary>What <see cref="WordMapping.FromPayload"/> reads, and the write.</summary>
    public static IReadOnlyList<string> WordFields { get; } =
        ["tenant", "image", "version", "write", "region", "quad", "text", "confidence", "detection", "posteriors"];

    /// <summary>The words of the image's present record, by region index.</summary>
    /// <remarks>
    /// Fewer than the record says means that the image was replaced in between: read again. If that record is still the present one
    /// the words are lost, for example because only one of the collections was restored from a snapshot.
    /// </remarks>
    public async Task<IReadOnlyList<StoredWord>> CurrentAsync(CollectionPair from, ImageKey key, CancellationToken cancellationToken)
    {
        string id = PointIds.Image(key);
        WriteOrder? before = null;
        for (int round = 0; round < MaxRounds; round++)
        {
            var current = await records.CurrentAsync(from, key.Tenant, [id], cancellationToken);
            if (!current.TryGetValue(id, out StoredRecord? record) || record.Image.WordCount == 0)
                return [];
            if (before == record.Order)
                throw Incomplete(key);
            before = record.Order;
            List<StoredWord> words = await OfAsync(from, key, record.Order, cancellationToken);
            if (words.Count == record.Image.WordCount)
                return words;
        }
        throw new VectorStoreException(
            $"Image '{key.ImageId}' was replaced {MaxRounds} times while its words were read.", isTransient: true);
    }

    /// <summary>The points of writes smaller than this one.</summary>
    public async Task<IReadOnlyList<string>> IdsBelowAsync(
        CollectionPair from, ImageKey key, WriteOrder order, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (ReadPoint<WordPayload> point in ReadAsync(from, key, OrderFields, cancellationToken))
            if (OrderOf(point) < order)
                ids.Add(point.Id);
        return ids;
    }

    private static VectorStoreException Incomplete(ImageKey key) => new(
        $"Words of image '{key.ImageId}' of tenant '{key.Tenant}' are missing although its record is there. If both collections were not "
        + "restored from snapshots of one moment, or replicas lag behind (see Qdrant:ReadConsistency), index the image again.",
        isTransient: true);

    private static WriteOrder OrderOf(ReadPoint<WordPayload> point) => WriteOrder.OfWord(point.Payload.Version, point.Payload.Write);

    private async Task<List<StoredWord>> OfAsync(
        CollectionPair from, ImageKey key, WriteOrder order, CancellationToken cancellationToken)
    {
        var words = new List<StoredWord>();
        await foreach (ReadPoint<WordPayload> point in ReadAsync(from, key, WordFields, cancellationToken))
            if (OrderOf(point) == order)
                words.Add(WordMapping.FromPayload(point.Payload));
        words.Sort(static (left, right) => left.RegionIndex.CompareTo(right.RegionIndex));
        return words;
    }

    private IAsyncEnumerable<ReadPoint<WordPayload>> ReadAsync(
        CollectionPair from, ImageKey key, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        Filter filter = Filter.Of(Condition.Is("tenant", key.Tenant), Condition.Is("key", PointIds.Image(key)));
        return scroll.ReadAsync(from.Words, filter, fields, QdrantJson.Default.ResponseScrollResultWordPayload, cancellationToken);
    }
}
