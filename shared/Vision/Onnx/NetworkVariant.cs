namespace Indexing.Vision.Onnx;

/// <summary>A network once more, in other numbers: the same names, types and shapes of inputs and outputs.</summary>
public sealed record NetworkVariant : NetworkFile
{
    /// <summary>In what it computes; not <see cref="Onnx.Precision.Fp32"/>, which is the network's own file.</summary>
    public required Precision Precision { get; init; }
}
