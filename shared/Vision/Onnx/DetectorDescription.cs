namespace Indexing.Vision.Onnx;

/// <summary>The text detection network and its post-processing constants.</summary>
public sealed record DetectorDescription : NetworkFile
{
    /// <summary>Input height and width are multiples of this many pixels.</summary>
    public required int SizeMultiple { get; init; }

    /// <summary>Output cells per input pixel are 1 / this number in both directions.</summary>
    public required int OutputStride { get; init; }

    /// <summary>Map value above which a cell is text, 0..1.</summary>
    public required float ProbabilityThreshold { get; init; }

    /// <summary>Mean map value below which a region is dropped, 0..1; low, because a word that is not proposed cannot be found.</summary>
    public required float BoxThreshold { get; init; }

    /// <summary>How far a shrunk region grows back: each side moves by ratio * area / perimeter (DB, Liao et al. 2020).</summary>
    public required float UnclipRatio { get; init; }
}
