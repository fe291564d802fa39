using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>What one word instance says about how alike its spelling and a query's are.</summary>
public readonly record struct SimilarityEvidence
{
    /// <summary>Names of the features, in order.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
        ["expected_similarity", "cosine", "confidence", "certainty", "log_detection"];

    /// <summary>Gathers the evidence.</summary>
    /// <param name="hit">The word instance.</param>
    /// <param name="readings">Its readings, most probable first, their probabilities adding up to 1.</param>
    /// <param name="query">As <see cref="Alphabet.Normalize"/> returns it.</param>
    public SimilarityEvidence(WordHit hit, IReadOnlyList<Reading> readings, string query)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        ArgumentNullException.ThrowIfNull(readings);
        var expected = 0.0;
        foreach (var reading in readings)
            expected += reading.Probability * EditSimilarity.Compute(query, reading.Text);
        ExpectedSimilarity = (float)expected;
        Cosine = Math.Max(0, hit.Similarity);
        Confidence = hit.Word.Confidence;
        Certainty = readings.Count == 0 ? 0 : (float)readings[0].Probability;
        LogDetection = MathF.Log(Math.Max(hit.Word.DetectionScore, 1e-3f));
    }

    /// <summary>Mean edit similarity of the query and the readings, 0..1; "no text" counts as 0.</summary>
    public float ExpectedSimilarity { get; }

    /// <summary>Cosine of the word's vector and the query's, 0..1.</summary>
    public float Cosine { get; }

    /// <summary>Confidence of the stored reading, 0..1.</summary>
    public float Confidence { get; }

    /// <summary>Probability of the best reading among all, 0..1.</summary>
    public float Certainty { get; }

    /// <summary>Logarithm of the detector's score.</summary>
    public float LogDetection { get; }

    /// <summary>Writes the features in the order of <see cref="FeatureNames"/>.</summary>
    public void CopyTo(Span<float> features)
    {
        features[0] = ExpectedSimilarity;
        features[1] = Cosine;
        features[2] = Confidence;
        features[3] = Certainty;
        features[4] = LogDetection;
    }
}
