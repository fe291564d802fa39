using Indexing.Contracts;

namespace Indexing.Search.Recall;

/// <summary>How much of what must be found is found. Safe for concurrent use.</summary>
public static class RecallCheck
{
    /// <summary>Pictures of an answer that count.</summary>
    public const int Top = 10;

    /// <summary>
    /// Mean over the questions of the share of their pictures that are among the best ten, as a user of the page would see them (mode
    /// auto): <c>mean |found in 10| / min(10, |wanted|)</c>, 0..1.
    /// </summary>
    /// <exception cref="InvalidQueryException">A question holds nothing searchable.</exception>
    /// <exception cref="VectorStore.VectorStoreException">The store failed.</exception>
    public static async Task<double> MeasureAsync(
        SearchService search, IReadOnlyCollection<GoldenQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(queries);
        var sum = 0.0;
        foreach (var query in queries)
        {
            var request = new SearchRequest { Query = query.Text, Tenant = query.Tenant, Top = Top };
            var answer = await search.SearchAsync(request, cancellationToken).ConfigureAwait(false);
            var found = answer.Hits.Count(hit => query.ImageIds.Contains(hit.ImageId, StringComparer.Ordinal));
            sum += (double)found / Math.Min(Top, query.ImageIds.Count);
        }

        return queries.Count > 0 ? sum / queries.Count : 1;
    }
}
