using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>
/// What one word instance says about one query, as numbers of comparable size. The order is that of the pack's relevance weights.
/// </summary>
/// <remarks>
/// The absolute likelihood stands beside the ratio to the best path on purpose: on whole photographs most regions are junk whose best path
/// is itself weak, so the ratio alone forgives junk. The ratio to "no text" and the detector's score tell junk from words.
/// </remarks>
public readonly record struct WordEvidence
{
    /// <summary>Names of the features, in order.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
    [
        "cosine", "log_likelihood", "log_ratio_best", "log_ratio_non_text", "log_ratio_contained", "log_detection", "inverse_length",
    ];

    /// <summary>Per-character log-likelihoods below this (nats) are all the same: not this word.</summary>
    private const float Floor = -8;

    /// <summary>Gathers the evidence.</summary>
    /// <param name="hit">The word instance.</param>
    /// <param name="likelihood">What its posteriors say about the query.</param>
    /// <param name="query">As <see cref="Alphabet.Normalize"/> returns it.</param>
    public WordEvidence(WordHit hit, CtcLikelihood likelihood, string query)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        var queryLength = query.Length;
        Cosine = hit.Similarity;
        LogLikelihood = Math.Max(Floor, likelihood.Query / queryLength);
        LogRatioBest = Math.Max(Floor, (likelihood.Query - likelihood.BestPath) / queryLength);
        LogRatioNonText = Math.Clamp((likelihood.Query - likelihood.NonText) / queryLength, Floor, -Floor);
        LogRatioContained = Math.Max(Floor, (likelihood.Contained - likelihood.BestPath) / queryLength);
        LogDetection = MathF.Log(Math.Max(hit.Word.DetectionScore, 1e-3f));
        InverseLength = 1f / queryLength;
    }

    /// <summary>Cosine of the word's vector and the query's, -1..1.</summary>
    public float Cosine { get; }

    /// <summary>log P(query | region) per character.</summary>
    public float LogLikelihood { get; }

    /// <summary>The same against the region's best path: near 0 when the query is what is read there.</summary>
    public float LogRatioBest { get; }

    /// <summary>The same against "no text at all": positive when the region looks like the query rather than like nothing.</summary>
    public float LogRatioNonText { get; }

    /// <summary>The query as a part of the region's text, against the best path, per character.</summary>
    public float LogRatioContained { get; }

    /// <summary>Logarithm of the detector's score.</summary>
    public float LogDetection { get; }

    /// <summary>1 / number of characters of the query: short words are found by chance more often.</summary>
    public float InverseLength { get; }

    /// <summary>Writes the features in the order of <see cref="FeatureNames"/>.</summary>
    public void CopyTo(Span<float> features)
    {
        features[0] = Cosine;
        features[1] = LogLikelihood;
        features[2] = LogRatioBest;
        features[3] = LogRatioNonText;
        features[4] = LogRatioContained;
        features[5] = LogDetection;
        features[6] = InverseLength;
    }
}
