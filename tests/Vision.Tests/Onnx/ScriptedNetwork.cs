using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Vision.Tests.Onnx;

/// <summary>A network that does what the test says, behind a real queue, and writes down what it ran.</summary>
internal sealed class ScriptedNetwork : IDisposable
{
    private static readonly (int, int) PlugShape = (-1, -1);
    private readonly ManualResetEventSlim _unplugged = new();
    private readonly List<int[]> _runs = [];

    public ScriptedNetwork(int maxBatch, InferenceOptions options, string name = "scripted") =>
        Queue = new BatchQueue<Call>(name, maxBatch, options, Health, Run);

    public DeviceHealth Health { get; } = new("scripted", NullLogger.Instance);

    public BatchQueue<Call> Queue { get; }

    /// <summary>The limit that the last run was given.</summary>
    public int Limit { get; private set; }

    /// <summary>What a run does with the values of its batch.</summary>
    public Action<int[]> Behaviour { get; set; } = _ => { };

    /// <summary>The values of every run that did not fail, in order, without plugs.</summary>
    public IReadOnlyList<int[]> Runs
    {
        get
        {
            lock (_runs)
                return [.. _runs];
        }
    }

    /// <summary>Occupies one runner until <see cref="Unplug"/>; what is called meanwhile lines up.</summary>
    public async Task<Task> PlugAsync()
    {
        var running = new TaskCompletionSource();
        var plug = Queue.RunAsync(new Call(0, PlugShape, 1, running), CancellationToken.None);
        await running.Task;
        return plug;
    }

    public void Unplug() => _unplugged.Set();

    /// <summary>Calls the network; the call is in the line when this returns, if there was a place.</summary>
    public Task CallAsync(int value, int width = 1, int size = 1, CancellationToken cancellationToken = default) =>
        Queue.RunAsync(new Call(value, (width, 1), size), cancellationToken);

    public void Dispose()
    {
        Unplug();
        Queue.Dispose();
        _unplugged.Dispose();
    }

    private void Run(ReadOnlySpan<Call> calls, int limit)
    {
        Limit = limit;
        if (calls[0].Shape == PlugShape)
        {
            calls[0].Running!.SetResult();
            _unplugged.Wait();
            return;
        }

        var values = new int[calls.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = calls[i].Value;
        Behaviour(values);
        lock (_runs)
            _runs.Add(values);
    }

    internal sealed record Call(int Value, (int Width, int Height) Shape, int Size, TaskCompletionSource? Running = null) : IBatchItem;
}
