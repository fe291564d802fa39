using System.Runtime.InteropServices;

namespace Indexing.Vision.Onnx;

/// <summary>
/// Runs a network for many callers: calls of the same shape share a run, whoever made them.
/// <list type="number">
/// <item>a call waits for a place in the line, which is bounded: so callers are held back, not memory filled;</item>
/// <item>a runner, when a core is free, takes the oldest call and others of its shape;</item>
/// <item>the batch runs; a batch that fails is halved until only the culprit fails;</item>
/// <item>the callers go on.</item>
/// </list>
/// Safe for concurrent use. A caller may cancel while its call waits; once it runs, the call ends with the run, so that memory that the
/// run reads and writes stays the caller's until then.
/// </summary>
/// <remarks>
/// The runners are threads of their own: a run takes 10 to 100 ms, and so long no thread of the pool may be missing to those who answer
/// requests.
/// </remarks>
internal sealed class BatchQueue<TItem> : IDisposable
    where TItem : IBatchItem
{
    private readonly Action<ReadOnlySpan<TItem>> _run;
    private readonly KeyValuePair<string, object?> _network;
    private readonly WaitingCalls<TItem> _waiting;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _runPlaces;
    private readonly Thread[] _runners;

    /// <summary>Starts the runners.</summary>
    /// <param name="network">Name of the network, for telemetry and messages.</param>
    /// <param name="maxBatch">Places of a batch.</param>
    /// <param name="options">Runners, waiting and capacity.</param>
    /// <param name="run">Runs the network once; called from several threads; may be called again with part of what failed.</param>
    public BatchQueue(string network, int maxBatch, OnnxOptions options, Action<ReadOnlySpan<TItem>> run)
    {
        _run = run;
        _network = new("network", network);
        _waiting = new WaitingCalls<TItem>(maxBatch, options.MaxBatchWait);
        _places = new SemaphoreSlim(options.QueueCapacity);
        _runPlaces = options.RunPlaces;
        _runners = new Thread[options.RunnerThreads];
        for (var i = 0; i < _runners.Length; i++)
        {
            _runners[i] = new Thread(Serve) { IsBackground = true, Name = $"{network} {i}" };
            // Unsafe: a runner must not keep the span of the picture that happened to load the network.
            _runners[i].UnsafeStart();
        }
    }

    /// <summary>Runs one call, together with others where that is possible.</summary>
    /// <param name="item">What to run; its memory is the network's until the task is completed.</param>
    /// <param name="cancellationToken">Takes the call back as long as it waits.</param>
    /// <exception cref="ObjectDisposedException">The queue was disposed before the call ran.</exception>
    public async Task RunAsync(TItem item, CancellationToken cancellationToken)
    {
        var call = new PendingCall<TItem>(item);
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_waiting.TryAdd(call))
        {
            // The next one that waits for a place must learn it as well.
            _places.Release();
            throw Disposed();
        }

        await using (cancellationToken.UnsafeRegister(Cancel, call).ConfigureAwait(false))
            await call.Task.ConfigureAwait(false);
    }

    /// <summary>Waits for the runs in hand; calls that still wait fail.</summary>
    public void Dispose()
    {
        var abandoned = _waiting.Close();
        foreach (var call in abandoned)
            call.TrySetException(Disposed());
        if (abandoned.Count > 0)
            _places.Release(abandoned.Count);
        foreach (var runner in _runners)
            runner.Join();
    }

    private void Cancel(object? state, CancellationToken cancellationToken)
    {
        var call = (PendingCall<TItem>)state!;
        if (!_waiting.Remove(call))
            return;
        _places.Release();
        call.TrySetCanceled(cancellationToken);
    }

    private void Serve()
    {
        var batch = new List<PendingCall<TItem>>();
        var items = new List<TItem>();
        while (_waiting.WaitForBatch())
        {
            _runPlaces.Wait();
            try
            {
                // Only now: while other runs occupied the cores, more calls have come together.
                _waiting.Take(batch);
                if (batch.Count == 0)
                    continue;
                Begin(batch, items);
                Run(CollectionsMarshal.AsSpan(batch), CollectionsMarshal.AsSpan(items));
            }
            finally
            {
                _runPlaces.Release();
            }

            batch.Clear();
            items.Clear();
        }
    }

    private void Begin(List<PendingCall<TItem>> batch, List<TItem> items)
    {
        _places.Release(batch.Count);
        var size = 0;
        foreach (var call in batch)
        {
            items.Add(call.Item);
            size += call.Item.Size;
            VisionTelemetry.BatchWait.Record(call.Waited.TotalSeconds, _network);
        }

        VisionTelemetry.BatchSize.Record(size, _network);
    }

    private void Run(ReadOnlySpan<PendingCall<TItem>> calls, ReadOnlySpan<TItem> items)
    {
        try
        {
            _run(items);
        }
        catch (Exception exception)
        {
            // Too large for the memory of the device, or one bad item: halves tell both apart from a network that is broken.
            VisionTelemetry.BatchFailures.Add(1, _network);
            if (calls.Length == 1)
            {
                calls[0].TrySetException(exception);
                return;
            }

            var half = calls.Length / 2;
            Run(calls[..half], items[..half]);
            Run(calls[half..], items[half..]);
            return;
        }

        foreach (var call in calls)
            call.TrySetResult();
    }

    private ObjectDisposedException Disposed() => new((string)_network.Value!);
}
