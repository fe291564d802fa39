using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>What ONNX Runtime runs a session on.</summary>
internal abstract class ExecutionProvider
{
    /// <summary>Name of the device as in <c>Inference:Device</c> and in a pack's preferences.</summary>
    public abstract string Device { get; }

    /// <summary>
    /// Whether each shape has a session of its own, made before the first call. A convolution on CUDA keeps the execution plan of its last
    /// shape only (ONNX Runtime's conv.cc with cuDNN 9): a session that sees two shapes in turn plans anew with every call.
    /// </summary>
    public abstract bool HasFixedShapes { get; }

    /// <summary>Ways to search for a convolution algorithm, of which the fastest is measured.</summary>
    public abstract IReadOnlyList<string> ConvolutionSearches { get; }

    /// <summary>Most pictures in a call of the detector, unless an option says otherwise.</summary>
    public abstract int DetectorBatch { get; }

    /// <summary>Most words in a call of the word encoder, unless an option says otherwise.</summary>
    public abstract int WordBatch { get; }

    /// <summary>Puts the provider into the options of a session.</summary>
    /// <param name="options">The options.</param>
    /// <param name="convolutionSearch">One of <see cref="ConvolutionSearches"/>.</param>
    public abstract void AppendTo(SessionOptions options, string convolutionSearch);

    /// <summary>Host memory that the device reads and writes fastest; the caller disposes it, before the session.</summary>
    /// <param name="bytes">Size.</param>
    /// <param name="session">A session of this provider.</param>
    public abstract TensorMemory Allocate(int bytes, InferenceSession session);
}
