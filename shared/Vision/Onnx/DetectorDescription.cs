namespace Indexing.Vision.Onnx;

/// <summary>The text detection network and its post-processing constants.</summary>
public sealed record DetectorDescription : NetworkDescription
{
    /// <summary>Input height and width are multiples of this many pixels.</summary>
    public required int SizeMultiple { get; init; }

    /// <summary>Output cells per input pixel are 1 / this number in both directions.</summary>
    public required int OutputStride { get; init; }

    /// <summary>
    /// Where the map is cut. The first level gives the words. The others add as alternatives what they cut differently: a higher one tells
    /// neighbours apart that the first one joined, a lower one finds fainter words and joins what the first one tore.
    /// </summary>
    public required IReadOnlyList<DetectionLevel> Levels { get; init; }

    /// <summary>Mean map value below which a region is dropped, 0..1; low, because a word that is not proposed cannot be found.</summary>
    public required float BoxThreshold { get; init; }

    /// <summary>Score from which a region counts as a word by itself (best F1 on held-out photographs), 0..1; search ignores it.</summary>
    public required float DisplayThreshold { get; init; }
}
