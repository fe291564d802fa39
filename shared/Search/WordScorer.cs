using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>How well one word instance answers one question. One instance per question; not safe for concurrent use.</summary>
public sealed class WordScorer
{
    private readonly WordRelevance _relevance;
    private readonly WordSimilarity _similarity;
    private readonly SearchMode _mode;
    private readonly string _query;
    private readonly PosteriorReranker _reranker;
    private readonly ReadingDecoder _decoder = new();
    private readonly List<Reading> _readings = [];

    internal WordScorer(WordRelevance relevance, WordSimilarity similarity, SearchMode mode, string query) =>
        (_relevance, _similarity, _mode, _query, _reranker) = (relevance, similarity, mode, query, new PosteriorReranker(query));

    /// <summary>
    /// The score, 0..1: exact: probability of the word; similar: expected edit similarity; concept: cosine of the meanings.
    /// </summary>
    public double Score(WordHit candidate) => _mode switch
    {
        SearchMode.Exact => _relevance.Probability(new WordEvidence(candidate, _reranker.Score(candidate.Word.Posteriors.Span), _query)),
        SearchMode.Similar => _similarity.Expected(SimilarityOf(candidate)),
        _ => Math.Clamp(candidate.Similarity, 0, 1),
    };

    private SimilarityEvidence SimilarityOf(WordHit candidate)
    {
        _decoder.Decode(candidate.Word.Posteriors.Span, _readings);
        return new SimilarityEvidence(candidate, _readings, _query);
    }
}
