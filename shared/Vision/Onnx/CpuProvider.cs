using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>The processor: ONNX Runtime's own provider, which every session has.</summary>
internal sealed class CpuProvider : ExecutionProvider
{
    public const string Name = "cpu";

    public override string Device => Name;

    public override bool HasFixedShapes => false;

    public override IReadOnlyList<string> ConvolutionSearches => [""];

    public override int DetectorBatch => 1;

    public override int WordBatch => 16;

    public override void AppendTo(SessionOptions options, string convolutionSearch)
    {
        // It is there without being asked for.
    }

    public override TensorMemory Allocate(int bytes, InferenceSession session) => TensorMemory.OfProcess(bytes);
}
