using System.Diagnostics.CodeAnalysis;

namespace Indexing.Vision.Onnx;

/// <summary>In what numbers a network computes.</summary>
public enum Precision
{
    /// <summary>32-bit floats; what every pack has.</summary>
    Fp32,

    /// <summary>16-bit floats.</summary>
    Fp16,

    /// <summary>8-bit integers in the convolutions (QDQ).</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It is what the field calls it.")]
    Int8,
}
