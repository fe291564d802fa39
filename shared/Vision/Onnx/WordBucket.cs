namespace Indexing.Vision.Onnx;

/// <summary>A crop width of the word encoder.</summary>
public sealed record WordBucket
{
    /// <summary>Width in pixels, a multiple of 32.</summary>
    public required int Width { get; init; }

    /// <summary>Width / height of a region up to which it is stretched to this width; <see langword="null"/>: of any width.</summary>
    public float? AspectTo { get; init; }
}
