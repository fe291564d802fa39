namespace Indexing.Vision.Onnx;

/// <summary>Logistic weights over the evidence of one word instance, in the order of <see cref="Features"/>.</summary>
public sealed record RelevanceDescription
{
    /// <summary>Names of the evidence, for a reader; the order is fixed by <c>WordEvidence</c>.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>One weight per feature.</summary>
    public required IReadOnlyList<float> Weights { get; init; }

    /// <summary>Constant term.</summary>
    public required float Bias { get; init; }

    /// <summary>Smallest probability that is shown by default.</summary>
    public required float Threshold { get; init; }
}
