namespace Indexing.Vision.Onnx;

/// <summary>One threshold at which the text map is cut into regions.</summary>
public sealed record DetectionLevel
{
    /// <summary>Map value above which a cell is text, 0..1.</summary>
    public required float Threshold { get; init; }

    /// <summary>How far a region of this level grows back: each side moves by ratio * area / perimeter (DB, Liao et al. 2020).</summary>
    public required float UnclipRatio { get; init; }
}
