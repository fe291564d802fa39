using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Vision.Tests.Onnx;

public sealed class BatchQueueLifetimeTests
{
    [Fact]
    public async Task Dispose_CallsInEveryState_FinishesTheRunAndFailsTheRest()
    {
        using var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 1, QueueCapacity = 2 });
        var running = await network.PlugAsync();
        Task[] waiting = [.. Enumerable.Range(1, 4).Select(value => network.CallAsync(value))];

        var disposal = Task.Run(network.Queue.Dispose);

        // Two have a place in the line, two wait for one; the runner is still occupied.
        foreach (var call in waiting)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        Assert.False(disposal.IsCompleted);
        network.Unplug();
        await running;
        await disposal;
        Assert.Empty(network.Runs);
    }

    [Fact]
    public async Task Run_AfterDisposal_Throws()
    {
        using var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 2 });
        network.Queue.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => network.CallAsync(1));
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothing()
    {
        using var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 2 });
        await network.CallAsync(1);

        network.Queue.Dispose();
        network.Queue.Dispose();
    }

    [Fact]
    public async Task Run_ManyCallsDone_KeepsNoneOfThem()
    {
        using var queue = new BatchQueue<Picture>(
            "kept", 4, new InferenceOptions { Runners = 2 }, new DeviceHealth("cpu", NullLogger.Instance), (_, _) => { });
        var pictures = new List<WeakReference>();
        for (var i = 0; i < 100; i++)
            pictures.Add(await RunOneAsync(queue));

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The stack of a runner may still hold its last one.
        Assert.InRange(pictures.Count(picture => picture.IsAlive), 0, 4);
    }

    [Fact]
    public async Task Run_Batches_AreMeasured()
    {
        var (sizes, waits, failures) = (new List<int>(), new List<double>(), 0L);
        using var listener = Listen("measured");
        listener.SetMeasurementEventCallback<int>((_, size, tags, _) => Note(tags, () => sizes.Add(size)));
        listener.SetMeasurementEventCallback<double>((_, wait, tags, _) => Note(tags, () => waits.Add(wait)));
        listener.SetMeasurementEventCallback<long>((_, failed, tags, _) => Note(tags, () => failures += failed));
        listener.Start();
        using (var network = new ScriptedNetwork(8, new InferenceOptions { Runners = 1 }, "measured"))
        {
            await network.PlugAsync();
            network.Behaviour = values => Assert.Single(values);
            Task[] calls = [network.CallAsync(1, size: 2), network.CallAsync(2, size: 4)];
            network.Unplug();
            await Task.WhenAll(calls);
        }

        // The plug and one batch of two calls, which failed once.
        Assert.Equal([1, 6], sizes);
        Assert.Equal(3, waits.Count);
        Assert.Equal(1, failures);
    }

    [Fact]
    public void Provider_OfALoadedNetwork_IsReported()
    {
        var loaded = new List<string>();
        using var network = new QueryEncoder(Golden.Pack, Golden.Options);
        using var listener = Listen("");
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "indexing.inference.provider")
                loaded.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Contains("network=text_tower provider=cpu precision=fp32", loaded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunOneAsync(BatchQueue<Picture> queue)
    {
        var picture = new Picture();
        await queue.RunAsync(picture, CancellationToken.None);
        return new WeakReference(picture);
    }

    private static MeterListener Listen(string network) => new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Indexing.Vision")
                listener.EnableMeasurementEvents(instrument, network);
        },
    };

    /// <summary>Other tests run networks at the same time; this one's has a name of its own.</summary>
    private static void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags, Action note)
    {
        foreach (var tag in tags)
            if (tag is { Key: "network", Value: "measured" })
                note();
    }

    private sealed class Picture : IBatchItem
    {
        public (int Width, int Height) Shape => (1, 1);

        public int Size => 1;
    }
}
