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
    private const int MaxTop = 1000;

    /// <summary>Answers a question.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains of the query, or a limit is out of range.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = clock.GetTimestamp();

        // 1. normalise and validate
        var query = Validate(request);
        var threshold = request.MinScore ?? (request.Mode == SearchMode.Exact ? relevance.ExactThreshold : relevance.SimilarThreshold);

        // 2. encode
        var vector = encoder.Encode(query);

        // 3. nearest words
        var search = new WordSearch { Tenant = request.Tenant, Vector = vector, Limit = options.Value.Candidates, Tags = request.Tags };
        var candidates = await store.SearchWordsAsync(search, cancellationToken).ConfigureAwait(false);

        // 4. re-rank, best instance of each picture
        var best = Rerank(query, candidates, request.Mode);

        // 5. cut and describe
        var kept = best.Where(match => match.Score >= threshold).OrderByDescending(match => match.Score)
            .ThenBy(match => match.Word.Image.ImageId, StringComparer.Ordinal).Take(request.Top).ToList();
        var images = await store.GetImagesAsync([.. kept.Select(match => match.Word.Image)], cancellationToken).ConfigureAwait(false);
        var byKey = images.ToDictionary(image => image.Key);
        return new SearchResponse
        {
            Query = query,
            Hits = [.. kept.Where(match => byKey.ContainsKey(match.Word.Image))
                .Select(match => SearchHits.Describe(match, byKey[match.Word.Image]))],
            MinScore = threshold,
            TookMs = clock.GetElapsedTime(start).TotalMilliseconds,
        };
    }

    private static string Validate(SearchRequest request)
    {
        if (request.Top is < 1 or > MaxTop)
            throw new InvalidQueryException($"top is {request.Top}; allowed are 1..{MaxTop}.");
        if (request.MinScore is < 0 or > 1 or double.NaN)
            throw new InvalidQueryException($"minScore is {request.MinScore}; allowed are 0..1.");
        var query = Alphabet.Normalize(request.Query);
        if (query.Length == 0)
        {
            throw new InvalidQueryException(
                $"The query '{request.Query}' has no letter a-z and no digit; words are matched by these alone.");
        }

        return query.Length <= Alphabet.MaxLength
            ? query
            : throw new InvalidQueryException($"The query has {query.Length} characters; at most {Alphabet.MaxLength} are allowed.");
    }

    private Dictionary<ImageKey, WordMatch>.ValueCollection Rerank(string query, IReadOnlyList<WordHit> candidates, SearchMode mode)
    {
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
}
