namespace Indexing.Vision.Onnx;

/// <summary>The names of precisions in pack.json, configuration, metrics and reports.</summary>
public static class PrecisionNames
{
    /// <summary><c>fp32</c>, <c>fp16</c> or <c>int8</c>.</summary>
    public static string Name(this Precision precision) => precision switch
    {
        Precision.Fp16 => "fp16",
        Precision.Int8 => "int8",
        _ => "fp32",
    };
}
