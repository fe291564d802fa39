using Indexing.Vision.Concepts;

namespace Indexing.Search;

/// <summary>How words are scored in each channel. Immutable, safe for concurrent use.</summary>
public sealed class WordScoring(WordRelevance relevance, WordSimilarity similarity, ConceptEncoder concepts)
{
    /// <summary>From one half on the piece is more probably written there than not (tests/Evaluation/results/mixed.md).</summary>
    private const double PartThreshold = 0.5;

    /// <summary>Chosen by eye, measured in tests/Evaluation/results/mixed.md: three of four crops find their word elsewhere.</summary>
    private const double LookThreshold = 0.75;

    /// <summary>Smallest score shown by default, 0..1.</summary>
    public double ThresholdOf(SearchChannel channel) => channel switch
    {
        SearchChannel.Exact => relevance.Threshold,
        SearchChannel.Similar => similarity.Threshold,
        SearchChannel.Part => PartThreshold,
        SearchChannel.Look => LookThreshold,
        _ => concepts.Threshold,
    };

    /// <summary>What scores the candidates of one term.</summary>
    /// <param name="channel">How it is looked for; not <see cref="SearchChannel.Look"/> nor <see cref="SearchChannel.Meaning"/>.</param>
    /// <param name="word">As <see cref="Vision.Embedding.Alphabet.Normalize"/> returns it.</param>
    public WordScorer Of(SearchChannel channel, string word) => new(relevance, similarity, channel, word);
}
