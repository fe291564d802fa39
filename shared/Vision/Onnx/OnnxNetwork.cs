using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>
/// One loaded network. Where the device wants fixed shapes it holds a session for each, the fastest that was measured. Safe for concurrent
/// use; disposed by its owner.
/// </summary>
internal sealed class OnnxNetwork : IDisposable
{
    private readonly SessionFactory _factory;
    private readonly InferenceSession? _anyShape;
    private readonly ConcurrentDictionary<NetworkShape, Lazy<InferenceSession>> _byShape = new();
    private readonly string _search;

    private OnnxNetwork(SessionFactory factory, Precision precision, InferenceSession? anyShape, string search)
    {
        (_factory, Precision, _anyShape, _search) = (factory, precision, anyShape, search);
        VisionTelemetry.NetworkLoaded(Name, Device.Name, Precision);
    }

    /// <summary>Name of the file without its extension, for telemetry.</summary>
    public string Name => _factory.Name;

    /// <summary>In what it computes.</summary>
    public Precision Precision { get; }

    /// <summary>What runs it.</summary>
    public InferenceDevice Device => _factory.Device;

    /// <summary>Whether an input must be bound again for each run: binding copies it to the device (IOBinding::BindInput).</summary>
    public bool CopiesInputs => Device.Provider.HasFixedShapes;

    /// <summary>Most items of a batch that the memory of the device held when the network was warmed.</summary>
    public int LargestBatch { get; private set; } = int.MaxValue;

    /// <summary>Shared by all runs; carries no state.</summary>
    public RunOptions RunOptions { get; } = new();

    /// <summary>Loads a network of the pack and checks that it has the expected inputs and outputs.</summary>
    /// <param name="pack">The pack that it is of.</param>
    /// <param name="description">The network.</param>
    /// <param name="device">What runs it.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="shapes">Every shape that it will see, for a device that wants to know; each has run when this returns.</param>
    /// <exception cref="ModelPackException">The file is damaged, cannot be loaded, or has other inputs or outputs.</exception>
    /// <exception cref="InferenceException">The device was lost on the way.</exception>
    public static OnnxNetwork Load(
        PackFolder pack,
        NetworkDescription description,
        InferenceDevice device,
        NetworkSignature signature,
        params IReadOnlyList<NetworkShape> shapes)
    {
        var factory = new SessionFactory(pack, description, device, signature);
        var wanted = device.Options.WantedPrecision;
        var precision = description.On(device.Name, wanted);
        if (wanted is { } asked && asked != precision)
            device.Logger.NoVariant(factory.Name, asked, precision);
        if (!device.Provider.HasFixedShapes)
            return new OnnxNetwork(factory, precision, factory.Create(precision, null, ""), "");

        var start = Stopwatch.GetTimestamp();
        var tuning = new SessionTuning(factory, device.Provider.ConvolutionSearches);
        try
        {
            if (wanted is null && precision != Precision.Fp32)
                precision = tuning.FastestPrecision(shapes[^1], [Precision.Fp32, precision]);
        }
        catch (Exception e) when (device.Health.Examine(factory.Name, e) == DeviceFault.Lost)
        {
            throw device.Health.Lost(e);
        }

        var network = new OnnxNetwork(factory, precision, null, device.Provider.ConvolutionSearches[0]);
        try
        {
            foreach (var shape in shapes)
                network.Warm(tuning, shape);
        }
        catch (Exception e)
        {
            network.Dispose();
            if (device.Health.Examine(network.Name, e) == DeviceFault.Lost)
                throw device.Health.Lost(e);
            throw;
        }

        device.Logger.Warm(network.Name, precision, shapes.Count, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return network;
    }

    /// <summary>The session that runs a shape; the network's.</summary>
    public InferenceSession SessionFor(NetworkShape shape) => _anyShape ?? _byShape.GetOrAdd(shape, Cold).Value;

    /// <summary>Times runs with empty pictures.</summary>
    /// <param name="shape">The shape to run.</param>
    /// <param name="warmRuns">Runs before those that count.</param>
    /// <param name="timedRuns">Runs that count, at least 1.</param>
    public NetworkTiming Time(NetworkShape shape, int warmRuns, int timedRuns)
    {
        var (first, median) = NetworkTimer.Measure(_factory, SessionFor(shape), shape, warmRuns, timedRuns);
        return new NetworkTiming(Name, Precision, shape, first, median);
    }

    public void Dispose()
    {
        VisionTelemetry.NetworkUnloaded(Name, Device.Name, Precision);
        RunOptions.Dispose();
        _anyShape?.Dispose();
        foreach (var session in _byShape.Values)
            if (session.IsValueCreated)
                session.Value.Dispose();
    }

    private void Warm(SessionTuning tuning, NetworkShape shape)
    {
        if (shape.Batch > LargestBatch)
            return;
        try
        {
            _byShape[shape] = new Lazy<InferenceSession>(tuning.Fastest(Precision, shape));
        }
        catch (Exception e) when (shape.Batch > 1 && Device.Health.Examine(Name, e) == DeviceFault.OutOfMemory)
        {
            LargestBatch = shape.Batch / 2;
            Device.Health.NoteLimit(Name, LargestBatch, e);
        }
    }

    private Lazy<InferenceSession> Cold(NetworkShape shape) => new(() =>
    {
        Device.Logger.ColdShape(Name, shape);
        return _factory.Create(Precision, shape, _search);
    });
}
