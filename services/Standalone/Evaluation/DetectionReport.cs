namespace Indexing.Standalone.Evaluation;

/// <summary>Result of <c>eval detection</c>; all measures 0..1.</summary>
internal sealed record DetectionReport
{
    /// <summary>Share of the detections that are words.</summary>
    public required double Precision { get; init; }

    /// <summary>Share of the words that were detected.</summary>
    public required double Recall { get; init; }

    /// <summary>Harmonic mean of both.</summary>
    public required double F1 { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>From file to regions, the model loaded before.</summary>
    public required double ImagesPerSecond { get; init; }
}
