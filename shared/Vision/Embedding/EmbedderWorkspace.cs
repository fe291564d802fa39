using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Embedding;

/// <summary>Memory and tensors of one word-encoder call in flight, bound once for every (batch, width) that occurs.</summary>
internal sealed class EmbedderWorkspace : IDisposable
{
    /// <summary>Input pixels per output frame.</summary>
    public const int FrameStride = 4;

    /// <summary>Its input and outputs.</summary>
    public static readonly NetworkSignature Signature = new(
        "crops",
        ["lexical", "concept", "log_posteriors", "display_classes"],
        TensorElementType.Float,
        shape => [shape.Batch, 1, shape.Height, shape.Width]);

    private readonly OnnxNetwork _network;
    private readonly int _lexicalDimension;
    private readonly int _conceptDimension;
    private readonly TensorMemory _crops;
    private readonly TensorMemory _lexical;
    private readonly TensorMemory _concept;
    private readonly TensorMemory _logPosteriors;
    private readonly TensorMemory _display;
    private readonly Dictionary<(int Batch, int Width), BoundTensors> _bindings = [];

    /// <summary>Reserves the memory.</summary>
    /// <param name="network">The word encoder.</param>
    /// <param name="description">Its dimensions and widths.</param>
    /// <param name="maxBatch">Slots.</param>
    public EmbedderWorkspace(OnnxNetwork network, WordEncoderDescription description, int maxBatch)
    {
        _network = network;
        (_lexicalDimension, _conceptDimension) = (description.LexicalDimension, description.ConceptDimension);
        var width = description.Buckets[^1].Width;
        var (frames, session) = (width / FrameStride, network.SessionFor(new NetworkShape(1, width, RegionCropper.Height)));
        _crops = Memory(RegionCropper.Height * width * sizeof(float));
        _lexical = Memory(_lexicalDimension * sizeof(float));
        _concept = Memory(_conceptDimension * sizeof(float));
        _logPosteriors = Memory(frames * Alphabet.Size * sizeof(float));
        _display = Memory(frames * sizeof(long));

        TensorMemory Memory(int bytesPerSlot) => network.Device.Provider.Allocate(maxBatch * bytesPerSlot, session);
    }

    /// <summary>Scratch: the slice and the region of each word of the batch in hand.</summary>
    public List<(int Slice, int Region)> Words { get; } = [];

    /// <summary>Where the crop of one slot is written: 32 x width luma values.</summary>
    public Span<float> Crop(int slot, int width) =>
        _crops.As<float>().Slice(slot * RegionCropper.Height * width, RegionCropper.Height * width);

    /// <summary>Lexical vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Lexical(int slot) => _lexical.As<float>().Slice(slot * _lexicalDimension, _lexicalDimension);

    /// <summary>Concept vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Concept(int slot) => _concept.As<float>().Slice(slot * _conceptDimension, _conceptDimension);

    /// <summary>Log-posteriors of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> LogPosteriors(int slot, int width)
    {
        var length = width / FrameStride * Alphabet.Size;
        return _logPosteriors.As<float>().Slice(slot * length, length);
    }

    /// <summary>Best class of <see cref="DisplayAlphabet"/> at each frame of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<long> Display(int slot, int width) => _display.As<long>().Slice(slot * width / FrameStride, width / FrameStride);

    /// <summary>Runs the network over the first <paramref name="batch"/> slots.</summary>
    public void Run(int batch, int width)
    {
        if (!_bindings.TryGetValue((batch, width), out var tensors))
            _bindings.Add((batch, width), tensors = Bind(batch, width));
        tensors.Run();
    }

    public void Dispose()
    {
        foreach (var tensors in _bindings.Values)
            tensors.Dispose();
        foreach (var memory in (ReadOnlySpan<TensorMemory>)[_crops, _lexical, _concept, _logPosteriors, _display])
            memory.Dispose();
    }

    private BoundTensors Bind(int batch, int width)
    {
        var frames = width / FrameStride;
        var shape = new NetworkShape(batch, width, RegionCropper.Height);
        var tensors = new BoundTensors(_network, shape, Signature.Input, _crops.Tensor(Signature.InputType, Signature.InputShape(shape)));
        tensors.Add("lexical", _lexical.Tensor(TensorElementType.Float, batch, _lexicalDimension));
        tensors.Add("concept", _concept.Tensor(TensorElementType.Float, batch, _conceptDimension));
        tensors.Add("log_posteriors", _logPosteriors.Tensor(TensorElementType.Float, batch, frames, Alphabet.Size));
        tensors.Add("display_classes", _display.Tensor(TensorElementType.Int64, batch, frames));
        return tensors;
    }
}
