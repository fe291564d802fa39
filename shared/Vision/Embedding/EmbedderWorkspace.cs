using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Embedding;

/// <summary>Pinned tensors of one word-encoder call in flight, bound once for every (batch, width) that occurs.</summary>
/// <param name="network">The word encoder.</param>
/// <param name="description">Its dimensions and widths.</param>
/// <param name="maxBatch">Slots.</param>
internal sealed class EmbedderWorkspace(OnnxNetwork network, WordEncoderDescription description, int maxBatch) : IDisposable
{
    /// <summary>Input pixels per output frame.</summary>
    public const int FrameStride = 4;

    private static readonly string[] Outputs = ["lexical", "concept", "log_posteriors", "display_classes"];

    private readonly int _lexicalDimension = description.LexicalDimension;
    private readonly int _conceptDimension = description.ConceptDimension;
    private readonly float[] _crops = Pinned<float>(maxBatch * RegionCropper.Height * description.Buckets[^1].Width);
    private readonly float[] _lexical = Pinned<float>(maxBatch * description.LexicalDimension);
    private readonly float[] _concept = Pinned<float>(maxBatch * description.ConceptDimension);
    private readonly float[] _logPosteriors = Pinned<float>(maxBatch * description.Buckets[^1].Width / FrameStride * Alphabet.Size);
    private readonly long[] _display = Pinned<long>(maxBatch * description.Buckets[^1].Width / FrameStride);
    private readonly Dictionary<(int Batch, int Width), Binding> _bindings = [];

    /// <summary>What the network must have beside its input <c>crops</c>.</summary>
    public static ReadOnlySpan<string> OutputNames => Outputs;

    /// <summary>Scratch: the slice and the region of each word of the batch in hand.</summary>
    public List<(int Slice, int Region)> Words { get; } = [];

    /// <summary>Where the crop of one slot is written: 32 x width luma values.</summary>
    public Span<float> Crop(int slot, int width) => _crops.AsSpan(slot * RegionCropper.Height * width, RegionCropper.Height * width);

    /// <summary>Lexical vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Lexical(int slot) => _lexical.AsSpan(slot * _lexicalDimension, _lexicalDimension);

    /// <summary>Concept vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Concept(int slot) => _concept.AsSpan(slot * _conceptDimension, _conceptDimension);

    /// <summary>Log-posteriors of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> LogPosteriors(int slot, int width)
    {
        var length = width / FrameStride * Alphabet.Size;
        return _logPosteriors.AsSpan(slot * length, length);
    }

    /// <summary>Best class of <see cref="DisplayAlphabet"/> at each frame of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<long> Display(int slot, int width) => _display.AsSpan(slot * width / FrameStride, width / FrameStride);

    /// <summary>Runs the network over the first <paramref name="batch"/> slots.</summary>
    public void Run(int batch, int width)
    {
        if (!_bindings.TryGetValue((batch, width), out var binding))
            _bindings.Add((batch, width), binding = new Binding(network.Session, this, batch, width));
        network.Session.RunWithBinding(network.RunOptions, binding.Io);
    }

    public void Dispose()
    {
        foreach (var binding in _bindings.Values)
            binding.Dispose();
    }

    private static T[] Pinned<T>(int length) => GC.AllocateUninitializedArray<T>(length, pinned: true);

    private sealed class Binding : IDisposable
    {
        private readonly List<OrtValue> _tensors = [];

        public Binding(InferenceSession session, EmbedderWorkspace owner, int batch, int width)
        {
            var frames = width / FrameStride;
            Io = session.CreateIoBinding();
            Io.BindInput("crops", Tensor(owner._crops, batch, 1, RegionCropper.Height, width));
            Io.BindOutput("lexical", Tensor(owner._lexical, batch, owner._lexicalDimension));
            Io.BindOutput("concept", Tensor(owner._concept, batch, owner._conceptDimension));
            Io.BindOutput("log_posteriors", Tensor(owner._logPosteriors, batch, frames, Alphabet.Size));
            Io.BindOutput("display_classes", Tensor(owner._display, batch, frames));
        }

        public OrtIoBinding Io { get; }

        public void Dispose()
        {
            Io.Dispose();
            foreach (var tensor in _tensors)
                tensor.Dispose();
        }

        private OrtValue Tensor<T>(T[] memory, params long[] shape)
            where T : unmanaged
        {
            var length = 1L;
            foreach (var extent in shape)
                length *= extent;
            var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, (int)length), shape);
            _tensors.Add(tensor);
            return tensor;
        }
    }
}
