using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Embedding;

/// <summary>Pinned tensors of one word-encoder call in flight, bound once for every (batch, width) that occurs.</summary>
/// <param name="network">The word encoder.</param>
/// <param name="dimension">Dimension of its vectors.</param>
/// <param name="maxBatch">Slots.</param>
internal sealed class EmbedderWorkspace(OnnxNetwork network, int dimension, int maxBatch) : IDisposable
{
    /// <summary>Input pixels per output frame.</summary>
    public const int FrameStride = 4;

    private const int MaxWidth = RegionCropper.WideWidth;
    private readonly float[] _crops = GC.AllocateUninitializedArray<float>(maxBatch * RegionCropper.Height * MaxWidth, pinned: true);
    private readonly float[] _lexical = GC.AllocateUninitializedArray<float>(maxBatch * dimension, pinned: true);
    private readonly float[] _logPosteriors =
        GC.AllocateUninitializedArray<float>(maxBatch * MaxWidth / FrameStride * Alphabet.Size, pinned: true);
    private readonly int _dimension = dimension;
    private readonly Dictionary<(int Batch, int Width), Binding> _bindings = [];

    /// <summary>Scratch: the slice and the region of each word of the batch in hand.</summary>
    public List<(int Slice, int Region)> Words { get; } = [];

    /// <summary>Where the crop of one slot is written: 32 x width luma values.</summary>
    public Span<float> Crop(int slot, int width) => _crops.AsSpan(slot * RegionCropper.Height * width, RegionCropper.Height * width);

    /// <summary>Vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Lexical(int slot) => _lexical.AsSpan(slot * _dimension, _dimension);

    /// <summary>Log-posteriors of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> LogPosteriors(int slot, int width)
    {
        var length = width / FrameStride * Alphabet.Size;
        return _logPosteriors.AsSpan(slot * length, length);
    }

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

    private sealed class Binding : IDisposable
    {
        private readonly OrtValue _crops;
        private readonly OrtValue _lexical;
        private readonly OrtValue _logPosteriors;

        public Binding(InferenceSession session, EmbedderWorkspace owner, int batch, int width)
        {
            var frames = width / FrameStride;
            var dimension = owner._dimension;
            _crops = Tensor(owner._crops, [batch, 1, RegionCropper.Height, width]);
            _lexical = Tensor(owner._lexical, [batch, dimension]);
            _logPosteriors = Tensor(owner._logPosteriors, [batch, frames, Alphabet.Size]);
            Io = session.CreateIoBinding();
            Io.BindInput("crops", _crops);
            Io.BindOutput("lexical", _lexical);
            Io.BindOutput("log_posteriors", _logPosteriors);
        }

        public OrtIoBinding Io { get; }

        public void Dispose()
        {
            Io.Dispose();
            _crops.Dispose();
            _lexical.Dispose();
            _logPosteriors.Dispose();
        }

        private static OrtValue Tensor(float[] memory, long[] shape)
        {
            var length = 1L;
            foreach (var extent in shape)
                length *= extent;
            return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, (int)length), shape);
        }
    }
}
