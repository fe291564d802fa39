using System.Runtime.InteropServices;

namespace Indexing.Vision.Onnx;

/// <summary>
/// Runs a network for many callers: calls of the same shape share a run, whoever made them.
/// <list type="number">
/// <item>a call waits for a place in the line, which is bounded: so callers are held back, not memory filled;</item>
/// <item>a runner, when a core is free, takes the oldest call and others of its shape;</item>
/// <item>the batch runs; a batch that fails is halved until only the culprit fails, and when it was too large for the memory of the device,
/// later batches are smaller; when the device is lost, nothing touches it any more;</item>
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
    private readonly BatchRun<TItem> _run;
    private readonly DeviceHealth _health;
    private readonly KeyValuePair<string, object?> _network;
    private readonly WaitingCalls<TItem> _waiting;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _runPlaces;
    private readonly Thread[] _runners;

    /// <summary>Starts the runners.</summary>
    /// <param name="network">Name of the network, for telemetry and messages.</param>
    /// <param name="maxBatch">Places of a batch.</param>
    /// <param name="options">Runners, waiting and capacity.</param>
    /// <param name="health">Whether the device still computes.</param>
    /// <param name="run">Runs the network; called from several threads; may be called again with what failed or a part of it.</param>
    public BatchQueue(string network, int maxBatch, InferenceOptions options, DeviceHealth health, BatchRun<TItem> run)
    {
        (_run, _health) = (run, health);
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
    /// <exception cref="InferenceException">The device is lost.</exception>
    public async Task RunAsync(TItem item, CancellationToken cancellationToken)
    {
        _health.ThrowIfLost();
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
        foreach (var call in batch)
        {
            items.Add(call.Item);
            VisionTelemetry.BatchWait.Record(call.Waited.TotalSeconds, _network);
        }

        VisionTelemetry.BatchSize.Record(SizeOf(CollectionsMarshal.AsSpan(items)), _network);
    }

    private void Run(ReadOnlySpan<PendingCall<TItem>> calls, ReadOnlySpan<TItem> items)
    {
        var limit = _waiting.MaxBatch;
        if (calls.Length > 1 && SizeOf(items) > limit)
        {
            // What ran meanwhile has shown that so much does not fit.
            RunHalves(calls, items);
            return;
        }

        try
        {
            _health.ThrowIfLost();
            _run(items, limit);
        }
        catch (Exception exception)
        {
            Fail(calls, items, limit, exception);
            return;
        }

        foreach (var call in calls)
            call.TrySetResult();
    }

    private void Fail(ReadOnlySpan<PendingCall<TItem>> calls, ReadOnlySpan<TItem> items, int limit, Exception exception)
    {
        VisionTelemetry.BatchFailures.Add(1, _network);
        var fault = _health.Examine((string)_network.Value!, exception);
        if (fault == DeviceFault.Lost)
        {
            var lost = _health.Lost(exception is InferenceException ? exception.InnerException! : exception);
            foreach (var call in calls)
                call.TrySetException(lost);
            return;
        }

        var isLimited = fault == DeviceFault.OutOfMemory && TryLimit(items, limit, exception);
        if (calls.Length > 1)
        {
            // Too large for the memory of the device, or one bad item: halves tell both apart from a network that is broken.
            RunHalves(calls, items);
        }
        else if (isLimited)
        {
            Run(calls, items);
        }
        else
        {
            calls[0].TrySetException(
                fault == DeviceFault.OutOfMemory ? _health.NoMemory((string)_network.Value!, exception) : exception);
        }
    }

    private void RunHalves(ReadOnlySpan<PendingCall<TItem>> calls, ReadOnlySpan<TItem> items)
    {
        var half = calls.Length / 2;
        Run(calls[..half], items[..half]);
        Run(calls[half..], items[half..]);
    }

    /// <summary>Lowers the limit below what did not fit; <see langword="false"/> when that was one item alone.</summary>
    private bool TryLimit(ReadOnlySpan<TItem> items, int limit, Exception exception)
    {
        var smaller = Math.Min(SizeOf(items), limit) / 2;
        if (smaller == 0)
            return false;
        // Another runner may have lowered it in the meantime.
        if (smaller < _waiting.MaxBatch)
        {
            _waiting.MaxBatch = smaller;
            _health.NoteLimit((string)_network.Value!, smaller, exception);
        }

        return true;
    }

    private static int SizeOf(ReadOnlySpan<TItem> items)
    {
        var size = 0;
        foreach (var item in items)
            size += item.Size;
        return size;
    }

    private ObjectDisposedException Disposed() => new((string)_network.Value!);
}
