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

    public async Task<IReadOnlyList<ImageRecord>> ListAsync(
        CollectionPair from, string tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = new SmallestIds(after, limit);
        long? start = string.IsNullOrEmpty(after) ? null : PointIds.SortKey(after);
        do
            start = await AddAsync(found, from, tenant, start, cancellationToken);
        while (start is not null && !found.IsFull);

        string[] keys = [.. found.Ids.Select(id => PointIds.Image(new ImageKey(tenant, id)))];
        var current = await records.CurrentAsync(from, tenant, keys, cancellationToken);
        return [.. keys.Where(current.ContainsKey).Select(key => current[key].Image)];
    }

    /// <summary>Adds the ids from a sort key on.</summary>
    /// <returns>The sort key to go on with; <see langword="null"/> when there are no more.</returns>
    private async Task<long?> AddAsync(
        SmallestIds found, CollectionPair from, string tenant, long? start, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadPoint<RecordPayload>> page = await OrderedPageAsync(from, tenant, start, cancellationToken);
        bool isLast = page.Count < PointScroll.PageSize;
        long cut = isLast ? 0 : page[^1].Payload.Order; // ids of the last number may go on behind the page
        foreach (ReadPoint<RecordPayload> point in page)
            if (isLast || point.Payload.Order < cut)
                found.Add(point.Payload.Image);
        if (isLast)
            return null;
        if (!found.IsFull)
            await AddAllAsync(found, from, tenant, cut, cancellationToken);
        return cut + 1;
    }

    private async Task AddAllAsync(
        SmallestIds found, CollectionPair from, string tenant, long sortKey, CancellationToken cancellationToken)
    {
        Filter filter = Filter.Of(Condition.Is("tenant", tenant), Condition.Is("order", sortKey));
        await foreach (ReadPoint<RecordPayload> point in scroll.ReadAsync(
            from.Images, filter, IdFields, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken))
            found.Add(point.Payload.Image);
    }

    private async Task<IReadOnlyList<ReadPoint<RecordPayload>>> OrderedPageAsync(
        CollectionPair from, string tenant, long? start, CancellationToken cancellationToken)
    {
        var request = new ScrollRequest(
            Filter.Of(Condition.Is("tenant", tenant)),
            PointScroll.PageSize,
            new PayloadSelector(IdFields),
            new OrderBy("order", "asc", start));
        ScrollResult<RecordPayload> result = await scroll.PageAsync(
            from.Images, request, QdrantJson.Default.ResponseScrollResultRecordPayload, cancellationToken);
        return result.Points;
    }
}
