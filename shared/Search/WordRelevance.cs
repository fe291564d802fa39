using Indexing.Vision.Onnx;

namespace Indexing.Search;

/// <summary>
/// Turns the evidence of one word instance into the probability that it shows the query: logistic regression, fitted on the product's own
/// detections (see the pack's model card). Immutable.
/// </summary>
public sealed class WordRelevance
{
    private readonly float[] _weights;
    private readonly float _bias;

    /// <summary>Takes the weights of a pack.</summary>
    /// <exception cref="ModelPackException">The pack's features are not those of this program.</exception>
    public WordRelevance(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var description = pack.Description.Relevance;
        if (!description.Features.SequenceEqual(WordEvidence.FeatureNames) || description.Weights.Count != description.Features.Count)
        {
            throw new ModelPackException(
                $"The relevance weights of {pack.Id} are for [{string.Join(", ", description.Features)}], " +
                $"this program computes [{string.Join(", ", WordEvidence.FeatureNames)}]. Use a pack of the program's release.");
        }

        _weights = [.. description.Weights];
        _bias = description.Bias;
        Threshold = description.Threshold;
    }

    /// <summary>Smallest probability shown by default.</summary>
    public float Threshold { get; }

    /// <summary>Probability 0..1 that the instance shows the query.</summary>
    public double Probability(in WordEvidence evidence)
    {
        Span<float> features = stackalloc float[_weights.Length];
        evidence.CopyTo(features);
        double sum = _bias;
        for (var i = 0; i < features.Length; i++)
            sum += _weights[i] * features[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
