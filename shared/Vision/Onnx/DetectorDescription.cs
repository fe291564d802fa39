namespace Indexing.Vision.Onnx;

/// <summary>The text detection network and its post-processing constants.</summary>
public sealed record DetectorDescription : NetworkFile
{
    /// <summary>Input height and width are multiples of this many pixels.</summary>
    public required int SizeMultiple { get; init; }

    /// <summary>Output cells per input pixel are 1 / this number in both directions.</summary>
    public required int OutputStride { get; init; }

    /// <summary>
    /// Where the map is cut, ascending. The first level gives the words; a higher one tells neighbours apart that the first one joined, and
    /// adds what it cuts differently as alternatives.
    /// </summary>
    public required IReadOnlyList<DetectionLevel> Levels { get; init; }

    /// <summary>Mean map value below which a region is dropped, 0..1; low, because a word that is not proposed cannot be found.</summary>
    public required float BoxThreshold { get; init; }

    /// <summary>Score from which a region counts as a word by itself (best F1 on held-out photographs), 0..1; search ignores it.</summary>
    public required float DisplayThreshold { get; init; }
}
