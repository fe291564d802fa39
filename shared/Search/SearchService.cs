using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace Indexing.Search;

/// <summary>
/// The read path: which pictures show this word, or a word for this kind of thing?
/// <list type="number">
/// <item>normalise and validate the query</item>
/// <item>encode it: its spelling with the text tower, its meaning with the concepts of the pack</item>
/// <item>ask the store for the nearest word images</item>
/// <item>re-rank them by the posteriors kept with each word (not in mode concept), and keep the best instance of each picture</item>
/// <item>cut at the threshold and describe the pictures</item>
/// </list>
/// Safe for concurrent use.
/// </summary>
public sealed class SearchService(
    IVectorStore store,
    QueryEncoder encoder,
    ConceptEncoder concepts,
    WordScoring scoring,
    IOptions<SearchOptions> options,
    TimeProvider clock)
{
    /// <summary>Answers a question.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains of the query, or a limit is out of range.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = clock.GetTimestamp();
        using var span = SearchTelemetry.Start("search");

        // 1. normalise and validate
        var query = SearchRules.Normalize(request);
        var threshold = request.MinScore ?? scoring.ThresholdOf(request.Mode);

        // 2. encode
        var vector = Encode(query, request.Mode);

        // 3. nearest words
        var candidates = await FindNearestAsync(request, vector, cancellationToken).ConfigureAwait(false);

        // 4. re-rank, best instance of each picture
        var best = Rerank(query, candidates, request.Mode);

        // 5. cut and describe
        var hits = await DescribeAsync(best, threshold, request.Top, cancellationToken).ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(start);
        SearchTelemetry.Answered(span, request.Mode, hits.Count, elapsed);
        return new SearchResponse { Query = query, Hits = hits, MinScore = threshold, TookMs = elapsed.TotalMilliseconds };
    }

    private float[] Encode(string query, SearchMode mode)
    {
        using var span = SearchTelemetry.Start("encode");
        if (mode != SearchMode.Concept)
            return encoder.Encode(query);
        return concepts.EncodeQuery(query) ?? throw new InvalidQueryException(
            $"'{query}' is neither a concept nor a noun of the dictionary. Ask for its letters with mode exact, or for a more usual word.");
    }

    private async Task<IReadOnlyList<WordHit>> FindNearestAsync(
        SearchRequest request, float[] vector, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("nearest");
        var search = new WordSearch
        {
            Tenant = request.Tenant,
            Space = request.Mode == SearchMode.Concept ? WordSpace.Concept : WordSpace.Lexical,
            Vector = vector,
            Limit = options.Value.Candidates,
            Tags = request.Tags,
        };
        return await store.SearchWordsAsync(search, cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<ImageKey, WordMatch>.ValueCollection Rerank(string query, IReadOnlyList<WordHit> candidates, SearchMode mode)
    {
        using var span = SearchTelemetry.Start("rerank");
        var scorer = scoring.Of(mode, query);
        var best = new Dictionary<ImageKey, WordMatch>();
        foreach (var candidate in candidates)
        {
            var score = scorer.Score(candidate);
            if (!best.TryGetValue(candidate.Word.Image, out var known) || score > known.Score)
                best[candidate.Word.Image] = new WordMatch(candidate.Word, score);
        }

        return best.Values;
    }

    private async Task<IReadOnlyList<SearchHit>> DescribeAsync(
        IEnumerable<WordMatch> best, double threshold, int top, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("describe");
        var kept = best.Where(match => match.Score >= threshold).OrderByDescending(match => match.Score)
            .ThenBy(match => match.Word.Image.ImageId, StringComparer.Ordinal).Take(top).ToList();
        var images = await store.GetImagesAsync([.. kept.Select(match => match.Word.Image)], cancellationToken).ConfigureAwait(false);
        var byKey = images.ToDictionary(image => image.Key);
        return [.. kept.Where(match => byKey.ContainsKey(match.Word.Image))
            .Select(match => SearchHits.Describe(match, byKey[match.Word.Image]))];
    }
}
