using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>Memory and tensors of one call of the image tower in flight; that of the map is reserved when one is first asked for.</summary>
internal sealed class SceneWorkspace : IDisposable
{
    private const int BoxEdges = 4;

    private readonly OnnxNetwork _network;
    private readonly ImageTowerDescription _description;
    private readonly SceneLayout _layout;
    private readonly int _maxBatch;
    private readonly Dictionary<(int Batch, bool WithMap), BoundTensors> _bindings = [];
    private readonly Dictionary<string, TensorMemory> _outputs = [];
    private readonly TensorMemory _pixels;

    /// <summary>Reserves the memory.</summary>
    /// <param name="network">The image tower.</param>
    /// <param name="description">Its names and sizes.</param>
    /// <param name="layout">The sizes of its outputs.</param>
    /// <param name="maxBatch">Slots.</param>
    public SceneWorkspace(OnnxNetwork network, ImageTowerDescription description, SceneLayout layout, int maxBatch)
    {
        (_network, _description, _layout, _maxBatch) = (network, description, layout, maxBatch);
        _pixels = Allocate(PixelCount);
    }

    private int PixelCount => 3 * _description.InputWidth * _description.InputHeight;

    private int Cells => _layout.Rows * _layout.Columns;

    /// <summary>Where the picture of one slot is written: 3 x height x width.</summary>
    public Span<float> Pixels(int slot) => _pixels.As<float>().Slice(slot * PixelCount, PixelCount);

    /// <summary>The vector of one slot after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Vector(int slot) => Output(_description.Output, slot, _layout.Dimension);

    /// <summary>The map of one slot after <see cref="Run"/> with one.</summary>
    public SceneMap Map(int slot, SceneBox view)
    {
        var map = _description.Map!;
        var objectness = map.Objectness is null ? null : Output(map.Objectness, slot, Cells).ToArray();
        System.Numerics.Tensors.TensorPrimitives.Sigmoid<float>(objectness, objectness);
        return new SceneMap(
            _layout.Rows,
            _layout.Columns,
            ByCell(Output(map.Vectors, slot, Cells * _layout.Dimension), _layout.Dimension),
            map.Boxes is null ? null : ByCell(Output(map.Boxes, slot, Cells * BoxEdges), BoxEdges),
            objectness,
            view);
    }

    /// <summary>Runs the network over the first <paramref name="batch"/> slots.</summary>
    public void Run(int batch, bool withMap)
    {
        if (!_bindings.TryGetValue((batch, withMap), out var tensors))
            _bindings.Add((batch, withMap), tensors = Bind(batch, withMap));
        tensors.Run();
    }

    public void Dispose()
    {
        foreach (var tensors in _bindings.Values)
            tensors.Dispose();
        foreach (var memory in _outputs.Values)
            memory.Dispose();
        _pixels.Dispose();
    }

    private BoundTensors Bind(int batch, bool withMap)
    {
        var shape = new NetworkShape(batch, _description.InputWidth, _description.InputHeight);
        var input = _pixels.Tensor(TensorElementType.Float, batch, 3, shape.Height, shape.Width);
        var tensors = new BoundTensors(_network, shape, _description.Input, input);
        Add(_description.Output, batch, _layout.Dimension);
        if (withMap && _description.Map is { } map)
        {
            Add(map.Vectors, batch, _layout.Dimension, _layout.Rows, _layout.Columns);
            if (map.Boxes is not null)
                Add(map.Boxes, batch, BoxEdges, _layout.Rows, _layout.Columns);
            if (map.Objectness is not null)
                Add(map.Objectness, batch, 1, _layout.Rows, _layout.Columns);
        }

        return tensors;

        void Add(string name, params long[] extents)
        {
            if (!_outputs.TryGetValue(name, out var memory))
                _outputs.Add(name, memory = Allocate((int)extents.Skip(1).Aggregate(1L, static (product, extent) => product * extent)));
            tensors.Add(name, memory.Tensor(TensorElementType.Float, extents));
        }
    }

    private TensorMemory Allocate(int floatsPerSlot)
    {
        var shape = new NetworkShape(1, _description.InputWidth, _description.InputHeight);
        return _network.Device.Provider.Allocate(_maxBatch * floatsPerSlot * sizeof(float), _network.SessionFor(shape));
    }

    private ReadOnlySpan<float> Output(string name, int slot, int count) => _outputs[name].As<float>().Slice(slot * count, count);

    /// <summary>channels x cells to cells x channels.</summary>
    private float[] ByCell(ReadOnlySpan<float> planes, int channels)
    {
        var values = new float[planes.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * Cells, Cells);
            for (var cell = 0; cell < plane.Length; cell++)
                values[(cell * channels) + channel] = plane[cell];
        }

        return values;
    }
}
