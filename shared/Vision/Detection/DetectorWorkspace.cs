using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Detection;

/// <summary>Memory and tensors of one detector call in flight; grows to the largest batch seen and stays.</summary>
/// <param name="network">The detector.</param>
/// <param name="outputStride">Input pixels per cell of the map.</param>
internal sealed class DetectorWorkspace(OnnxNetwork network, int outputStride) : IDisposable
{
    /// <summary>Its input and output.</summary>
    public static readonly NetworkSignature Signature = new(
        "image", ["probability"], TensorElementType.UInt8, shape => [shape.Batch, shape.Height, shape.Width, 3]);

    private TensorMemory? _input;
    private TensorMemory? _map;
    private BoundTensors? _tensors;
    private NetworkShape _shape;

    public RegionExtractor Extractor { get; } = new();

    /// <summary>Pixels of the batch after <see cref="Bind"/>: RGB, row after row, picture after picture.</summary>
    public Span<byte> Input => _input!.As<byte>();

    /// <summary>Text probabilities of the batch after <see cref="Run"/>.</summary>
    public Span<float> Map => _map!.As<float>();

    /// <summary>Prepares for a shape.</summary>
    public void Bind(NetworkShape shape)
    {
        if (_tensors is not null && shape == _shape)
            return;
        _tensors?.Dispose();
        _tensors = null;
        var (mapWidth, mapHeight) = (shape.Width / outputStride, shape.Height / outputStride);
        Grow(ref _input, shape, shape.Batch * shape.Height * shape.Width * 3);
        Grow(ref _map, shape, shape.Batch * mapHeight * mapWidth * sizeof(float));
        _tensors = new BoundTensors(network, shape, Signature.Input, _input!.Tensor(Signature.InputType, Signature.InputShape(shape)));
        _tensors.Add(Signature.Outputs[0], _map!.Tensor(TensorElementType.Float, shape.Batch, mapHeight, mapWidth));
        _shape = shape;
    }

    /// <summary>Runs the network.</summary>
    public void Run() => _tensors!.Run();

    public void Dispose()
    {
        _tensors?.Dispose();
        _input?.Dispose();
        _map?.Dispose();
    }

    private void Grow(ref TensorMemory? memory, NetworkShape shape, int bytes)
    {
        if (memory?.Length >= bytes)
            return;
        memory?.Dispose();
        memory = network.Device.Provider.Allocate(bytes, network.SessionFor(shape));
    }
}
