using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// Counts exactly what is stored: while an image is replaced, and after a writer died until its message comes again, that includes
/// points that no reader sees.
/// </summary>
internal sealed class StatisticsReader(QdrantClient client, string consistency)
{
    private const int MaxTenants = 100_000;

    public async Task<StoreStatistics> ReadAsync(CollectionPair from, string tenant, CancellationToken cancellationToken)
    {
        Condition own = Condition.Is("tenant", tenant);
        long[] images = await Task.WhenAll(Enum.GetValues<ImageStatus>().Select(status => CountAsync(
            from.Images, Filter.Of(own, Condition.Is("status", StoredRecord.NameOf(status))), cancellationToken)));
        long words = await CountAsync(from.Words, Filter.Of(own), cancellationToken);
        return new StoreStatistics(
            images[(int)ImageStatus.Pending],
            images[(int)ImageStatus.Indexed],
            images[(int)ImageStatus.Rejected],
            images[(int)ImageStatus.Deleted],
            words);
    }

    /// <summary>The names of all tenants; points of ours that belong to none carry an empty one.</summary>
    public async Task<IReadOnlyList<string>> TenantsAsync(CollectionPair from, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Post,
            "facet",
            from.Images,
            $"collections/{from.Images}/facet{consistency}",
            new FacetRequest("tenant", Filter.Of(), MaxTenants, Exact: true),
            QdrantJson.Default.FacetRequest);
        FacetResult facet = (await client.CallAsync(call, QdrantJson.Default.ResponseFacetResult, cancellationToken)).Result;
        return [.. facet.Hits.Select(hit => hit.Value).Where(tenant => tenant.Length > 0).Order(StringComparer.Ordinal)];
    }

    private async Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Post,
            "count",
            collection,
            $"collections/{collection}/points/count{consistency}",
            new CountRequest(filter, Exact: true),
            QdrantJson.Default.CountRequest);
        return (await client.CallAsync(call, QdrantJson.Default.ResponseCountResult, cancellationToken)).Result.Count;
    }
}
