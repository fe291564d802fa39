using Indexing.Contracts;
using Indexing.Search;

namespace Indexing.Standalone.Evaluation;

/// <summary>Asks every mode the questions of <see cref="MixedQueries"/>, at its default thresholds.</summary>
internal sealed class MixedEvaluation(SearchService search)
{
    private const int Depth = 10;

    /// <summary>Asks all questions in one mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="queries">The questions.</param>
    /// <param name="answered">Called after each question with the pictures shown, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<MixedScores> RunAsync(
        SearchMode mode, IReadOnlyList<MixedQuery> queries, Action<MixedQuery, SearchResponse?> answered,
        CancellationToken cancellationToken)
    {
        var values = new double[queries.Count];
        await Parallel.ForAsync(0, queries.Count, Gallery.Cores(cancellationToken), async (i, token) =>
        {
            var response = await AskAsync(mode, queries[i], token);
            values[i] = queries[i].Kind == MixedKind.Nothing ? response?.Hits.Count > 0 ? 1 : 0 : RecallOf(queries[i], response);
            answered(queries[i], response);
        });
        var scored = queries.Zip(values).ToList();
        return new MixedScores
        {
            Recall10 = scored.Where(pair => pair.First.Kind != MixedKind.Nothing).Average(pair => pair.Second),
            ByKind = scored.Where(pair => pair.First.Kind != MixedKind.Nothing).GroupBy(pair => pair.First.Kind)
                .ToDictionary(group => group.Key.ToString().ToLowerInvariant(), group => group.Average(pair => pair.Second)),
            FalsePositives = scored.Where(pair => pair.First.Kind == MixedKind.Nothing).Average(pair => pair.Second),
        };
    }

    /// <summary>A mode that cannot answer a question finds nothing.</summary>
    private async Task<SearchResponse?> AskAsync(SearchMode mode, MixedQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var request = new SearchRequest { Query = query.Query, Tenant = Gallery.Tenant, Mode = mode, Top = Depth };
            return await search.SearchAsync(request, cancellationToken);
        }
        catch (InvalidQueryException)
        {
            return null;
        }
    }

    private static double RecallOf(MixedQuery query, SearchResponse? response)
    {
        var relevant = query.Relevant.ToHashSet(StringComparer.Ordinal);
        var found = response?.Hits.Count(hit => relevant.Contains(hit.ImageId)) ?? 0;
        return (double)found / Math.Min(Depth, relevant.Count);
    }
}
