using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Tests.Onnx;

/// <summary>The CPU, used like a GPU: a session for each shape, chosen among searches, padded batches, inputs bound for each run.</summary>
internal sealed class FixedShapeProvider : ExecutionProvider
{
    public override string Device => "fixed";

    public override bool HasFixedShapes => true;

    public override IReadOnlyList<string> ConvolutionSearches { get; } = ["first", "second"];

    public override int DetectorBatch => 4;

    public override int WordBatch => 8;

    /// <summary>The search of each session that was made, in order.</summary>
    public List<string> Sessions { get; } = [];

    public override void AppendTo(SessionOptions options, string convolutionSearch) => Sessions.Add(convolutionSearch);

    public override TensorMemory Allocate(int bytes, InferenceSession session) => TensorMemory.OfProcess(bytes);
}
