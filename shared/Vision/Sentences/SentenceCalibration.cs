namespace Indexing.Vision.Sentences;

/// <summary>Turns the cosine of a sentence and a picture into a relevance: Platt's logistic function, fitted on held-out pairs.</summary>
public sealed record SentenceCalibration
{
    /// <summary>Steepness, above 0.</summary>
    public required double Slope { get; init; }

    /// <summary>What is added to the scaled cosine.</summary>
    public required double Intercept { get; init; }

    /// <summary>Smallest relevance that is shown by default, 0..1.</summary>
    public required double Threshold { get; init; }

    /// <summary>The relevance of a cosine, 0..1: <c>1 / (1 + exp(-(slope * cosine + intercept)))</c>.</summary>
    public double Of(double cosine) => 1 / (1 + Math.Exp(-((Slope * cosine) + Intercept)));
}
