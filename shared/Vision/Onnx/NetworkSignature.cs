using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Onnx;

/// <summary>Inputs and outputs that a network of one kind must have.</summary>
/// <param name="Input">Name of its input.</param>
/// <param name="Outputs">Names of its outputs.</param>
/// <param name="InputType">Type of the input's elements.</param>
/// <param name="InputShape">Shape of the input's tensor for a bucket.</param>
internal sealed record NetworkSignature(
    string Input, IReadOnlyList<string> Outputs, TensorElementType InputType, Func<NetworkShape, long[]> InputShape)
{
    /// <summary>
    /// What else is wrong with a file whose names fit, as a sentence without its subject; <see langword="null"/> when nothing is. Called
    /// with a new session and the only shape that it will run, if there is only one.
    /// </summary>
    public Func<InferenceSession, NetworkShape?, string?>? Mistake { get; init; }

    /// <summary>One byte or one float, the only types that pixels come in.</summary>
    public int ElementSize => InputType == TensorElementType.UInt8 ? sizeof(byte) : sizeof(float);
}
