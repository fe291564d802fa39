using Indexing.Vision.Onnx;

namespace Indexing.Search;

/// <summary>
/// Turns the evidence of one word instance into the edit similarity that is to be expected between a query and what is written there.
/// Immutable.
/// </summary>
/// <remarks>
/// <code>( (1 - u) E[S] + u cos ) * (1 - b (1 - p)) * 1 / (1 + exp(-g (d - h))),   u = a (1 - c)</code>
/// E[S]: mean edit similarity of the query and the readings that the posteriors allow, so that no single reading is trusted; cos: of the
/// vectors, which were trained to follow the edit similarity; c: confidence, p: probability of the best reading; d: logarithm of the
/// detector's score, for a region that is no word is not alike to anything. a, b, g, h are the pack's, fitted on held-out photographs.
/// </remarks>
public sealed class WordSimilarity
{
    private readonly SimilarityDescription _weights;

    /// <summary>Takes the weights of a pack.</summary>
    public WordSimilarity(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        _weights = pack.Description.Similarity;
    }

    /// <summary>Smallest expected similarity shown by default.</summary>
    public float Threshold => _weights.Threshold;

    /// <summary>Expected edit similarity, 0..1.</summary>
    public double Expected(in SimilarityEvidence evidence)
    {
        var doubt = _weights.VectorWeight * (1 - evidence.Confidence);
        var similarity = ((1 - doubt) * evidence.ExpectedSimilarity) + (doubt * evidence.Cosine);
        var certainty = 1 - (_weights.CertaintyWeight * (1 - evidence.Certainty));
        return similarity * certainty * IsWord(evidence.LogDetection);
    }

    /// <summary>Probability that a region is a word at all, by the detector's score 0..1.</summary>
    public double WordProbability(float detectionScore) => IsWord(MathF.Log(Math.Max(detectionScore, 1e-3f)));

    private double IsWord(float logDetection) =>
        1 / (1 + Math.Exp(-_weights.DetectionSlope * (logDetection - _weights.DetectionMidpoint)));
}
