namespace Indexing.Vision.Onnx;

/// <summary>
/// How the evidence of one word instance becomes its expected edit similarity to a text, see <c>WordSimilarity</c>.
/// </summary>
public sealed record SimilarityDescription
{
    /// <summary>Share of the vectors' cosine where the reading is not confident at all, 0..1.</summary>
    public required float VectorWeight { get; init; }

    /// <summary>Share of the score that a word keeps or loses with the probability of its best reading, 0..1.</summary>
    public required float CertaintyWeight { get; init; }

    /// <summary>Steepness of the logistic function of the detector's log-score.</summary>
    public required float DetectionSlope { get; init; }

    /// <summary>The detector's log-score at which a region counts half.</summary>
    public required float DetectionMidpoint { get; init; }

    /// <summary>Smallest expected edit similarity that is shown by default, 0..1.</summary>
    public required float Threshold { get; init; }
}
