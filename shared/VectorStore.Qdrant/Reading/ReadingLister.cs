using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>
/// Counts readings with the server's facets, which come in the port's order: most frequent first, equal ones by their value. Only whole
/// writes are counted where nothing is being replaced: a facet cannot leave out words whose record is not there, or no longer.
/// </summary>
internal sealed class ReadingLister(QdrantClient client, string consistency)
{
    private const int Growth = 4;

    public async Task<IReadOnlyList<ReadingCount>> ListAsync(
        CollectionPair from, string tenant, string prefix, int limit, CancellationToken cancellationToken)
    {
        var must = new List<Condition> { Condition.Is("tenant", tenant) };
        if (prefix.Length > 0)
            must.Add(Condition.Is("prefixes", prefix[..Math.Min(prefix.Length, SearchTerms.MaxPrefix)]));
        for (int asked = limit; ; asked *= Growth)
        {
            IReadOnlyList<FacetHit> hits = await FacetAsync(from.Words, Filter.Of(must), asked, cancellationToken);
            ReadingCount[] readings =
            [
                .. hits.Where(hit => hit.Value.StartsWith(prefix, StringComparison.Ordinal)).Take(limit)
                    .Select(hit => new ReadingCount(hit.Value, hit.Count)),
            ];
            if (readings.Length == limit || hits.Count < asked)
                return readings;
        }
    }

    private async Task<IReadOnlyList<FacetHit>> FacetAsync(
        string collection, Filter filter, int limit, CancellationToken cancellationToken)
    {
        Call call = Call.With(
            HttpMethod.Post,
            "facet",
            collection,
            $"collections/{collection}/facet{consistency}",
            new FacetRequest("reading", filter, limit, Exact: true),
            QdrantJson.Default.FacetRequest);
        return (await client.CallAsync(call, QdrantJson.Default.ResponseFacetResult, cancellationToken)).Result.Hits;
    }
}
