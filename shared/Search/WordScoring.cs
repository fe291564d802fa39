using Indexing.Contracts;
using Indexing.Vision.Concepts;

namespace Indexing.Search;

/// <summary>How words are scored in each mode. Immutable, safe for concurrent use.</summary>
public sealed class WordScoring(WordRelevance relevance, WordSimilarity similarity, ConceptEncoder concepts)
{
    /// <summary>Smallest score shown by default, 0..1.</summary>
    public double ThresholdOf(SearchMode mode) => mode switch
    {
        SearchMode.Exact => relevance.Threshold,
        SearchMode.Similar => similarity.Threshold,
        _ => concepts.Threshold,
    };

    /// <summary>What scores the candidates of one question.</summary>
    /// <param name="mode">What is asked for.</param>
    /// <param name="query">As <see cref="Vision.Embedding.Alphabet.Normalize"/> returns it.</param>
    public WordScorer Of(SearchMode mode, string query) => new(relevance, similarity, mode, query);
}
