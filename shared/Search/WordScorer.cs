using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>How well one word instance answers one question. One instance per question; not safe for concurrent use.</summary>
public sealed class WordScorer
{
    private readonly WordRelevance _relevance;
    private readonly WordSimilarity _similarity;
    private readonly SearchChannel _channel;
    private readonly string _query;
    private readonly PosteriorReranker _reranker;
    private readonly ContainmentScorer _containment;
    private readonly ReadingDecoder _decoder = new();
    private readonly List<Reading> _readings = [];

    internal WordScorer(WordRelevance relevance, WordSimilarity similarity, SearchChannel channel, string query)
    {
        (_relevance, _similarity, _channel, _query) = (relevance, similarity, channel, query);
        _reranker = new PosteriorReranker(query);
        _containment = new ContainmentScorer(query);
    }

    /// <summary>
    /// The score, 0..1: exact: probability of the word; similar: expected edit similarity; part: probability that the region is a word that
    /// contains the query; otherwise the cosine.
    /// </summary>
    public double Score(WordHit candidate) => _channel switch
    {
        SearchChannel.Exact => _relevance.Probability(new WordEvidence(candidate, _reranker.Score(candidate.Word.Posteriors.Span), _query)),
        SearchChannel.Similar => _similarity.Expected(SimilarityOf(candidate)),
        SearchChannel.Part => ContainmentIn(candidate.Word),
        _ => Math.Clamp(candidate.Similarity, 0, 1),
    };

    private double ContainmentIn(StoredWord word) =>
        _containment.Score(word.Posteriors.Span) * _similarity.WordProbability(word.DetectionScore);

    private SimilarityEvidence SimilarityOf(WordHit candidate)
    {
        _decoder.Decode(candidate.Word.Posteriors.Span, _readings);
        return new SimilarityEvidence(candidate, _readings, _query);
    }
}
