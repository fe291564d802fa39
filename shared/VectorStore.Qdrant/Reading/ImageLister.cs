using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// Lists images in the order of their ids. Qdrant orders by point id or by a number, not by a text, so each record carries a number
/// that sorts like the first three characters of its image id: Qdrant orders by it, and the ids that share a number are read
/// completely and sorted here.
/// </summary>
/// <remarks>
/// Cost of a page: its own records, plus two fields of every record of the tenant whose id shares its first three characters with one
/// on the page. Random ids share them with few; <c>photo-000001</c> and following share them with all, so that each page then reads
/// an entry per image of the tenant (10^6 images: 1000 requests a page). Memory does not grow with that: only the page is kept.
/// </remarks>
internal sealed class ImageLister(PointScroll scroll, RecordReader records)
{
    private static readonly string[] IdFields = ["image", "order"];

    /// <remarks>
    /// The server filters by status, but an image may have been replaced since: its present record decides, and what it takes away from
    /// the page is filled up from behind.
    /// </remarks>
    public async Task<IReadOnlyList<ImageRecord>> ListAsync(
        CollectionPair from, string tenant, ImageStatus? status, string? after, int limit, CancellationToken cancellationToken)
    {
        Condition[] wanted = status is null
            ? [Condition.Is("tenant", tenant)]
            : [Condition.Is("tenant", tenant), Condition.Is("status", StoredRecord.NameOf(status.Value))];
        var images = new List<ImageRecord>();
        SmallestIds found;
        do
        {
            found = await FindAsync(from, wanted, after, limit - images.Count, cancellationToken);
            string[] keys = [.. found.Ids.Select(id => PointIds.Image(new ImageKey(tenant, id)))];
            var current = await records.CurrentAsync(from, tenant, keys, cancellationToken);
            images.AddRange(keys.Where(current.ContainsKey).Select(key => current[key].Image)
                .Where(image => status is null || image.Status == status));
            after = found.Ids.LastOrDefault();
        }
        while (found.IsFull && images.Count < limit);
        return images;
    }

    private async Task<SmallestIds> FindAsync(
        CollectionPair from, IReadOnlyList<Condition> wanted, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = new SmallestIds(after, limit);
        long? start = string.IsNullOrEmpty(after) ? null : PointIds.SortKey(after);
        do
            start = await AddAsync(found, from, wanted, start, cancellationToken);
        while (start is not null && !found.IsFull);
        return found;
    }

    /// <summary>Adds the ids from a sort key on.</summary>
    /// <returns>The sort key to go on with; <see langword="null"/> when there are no more.</returns>
    private async Task<long?> AddAsync(
        SmallestIds found, CollectionPair from, IReadOnlyList<Condition> wanted, long? start, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadPoint<RecordPayload>> page = await OrderedPageAsync(from, wanted, start, cancellationToken);
        bool isLast = page.Count < PointScroll.PageSize;
        long cut = isLast ? 0 : page[^1].Payload.Order; // ids of the last number may go on behind the page
        foreach (ReadPoint<RecordPayload> point in page)
            if (isLast || point.Payload.Order < cut)
                found.Add(point.Payload.Image);
        if (isLast)
            return null;
        if (!found.IsFull)
            await AddAllAsync(found, from, wanted, cut, cancellationToken);
        return cut + 1;
    }

    private async Task AddAllAsync(
        SmallestIds found, CollectionPair from, IReadOnlyList<Condition> wanted, long sortKey, CancellationToken cancellationToken)
    {
        Filter filter = Filter.Of([.. wanted, Condition.Is("order", sortKey)]);
        await foreach (ReadPoint<RecordPayload> point in scroll.ReadAsync(
            from.Images, filter, IdFields, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken))
            found.Add(point.Payload.Image);
    }

    private async Task<IReadOnlyList<ReadPoint<RecordPayload>>> OrderedPageAsync(
        CollectionPair from, IReadOnlyList<Condition> wanted, long? start, CancellationToken cancellationToken)
    {
        var request = new ScrollRequest(
            Filter.Of(wanted),
            PointScroll.PageSize,
            new PayloadSelector(IdFields),
            new OrderBy("order", "asc", start));
        ScrollResult<RecordPayload> result = await scroll.PageAsync(
            from.Images, request, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken);
        return result.Points;
    }
}
