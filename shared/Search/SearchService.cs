using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace Indexing.Search;

/// <summary>
/// The read path: which pictures show this word?
/// <list type="number">
/// <item>normalise and validate the query</item>
/// <item>encode it with the text tower</item>
/// <item>ask the store for the nearest word images</item>
/// <item>re-rank them by the posteriors kept with each word, and keep the best instance of each picture</item>
/// <item>cut at the threshold and describe the pictures</item>
/// </list>
/// Safe for concurrent use.
/// </summary>
public sealed class SearchService(
    IVectorStore store, QueryEncoder encoder, WordRelevance relevance, IOptions<SearchOptions> options, TimeProvider clock)
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
        var threshold = request.MinScore ?? (request.Mode == SearchMode.Exact ? relevance.ExactThreshold : relevance.SimilarThreshold);

        // 2. encode
        var vector = Encode(query);

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

    private float[] Encode(string query)
    {
        using var span = SearchTelemetry.Start("encode");
        return encoder.Encode(query);
    }

    private async Task<IReadOnlyList<WordHit>> FindNearestAsync(
        SearchRequest request, float[] vector, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("nearest");
        var search = new WordSearch { Tenant = request.Tenant, Vector = vector, Limit = options.Value.Candidates, Tags = request.Tags };
        return await store.SearchWordsAsync(search, cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<ImageKey, WordMatch>.ValueCollection Rerank(string query, IReadOnlyList<WordHit> candidates, SearchMode mode)
    {
        using var span = SearchTelemetry.Start("rerank");
        var reranker = new PosteriorReranker(query);
        var best = new Dictionary<ImageKey, WordMatch>();
        foreach (var candidate in candidates)
        {
            var evidence = new WordEvidence(candidate, reranker.Score(candidate.Word.Posteriors.Span), reranker.Length);
            var probability = relevance.Probability(evidence);
            // The vectors were trained so that the cosine follows the normalised edit similarity.
            var score = mode == SearchMode.Exact ? probability : Math.Max(probability, Math.Clamp(candidate.Similarity, 0, 1));
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
