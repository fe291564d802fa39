namespace Indexing.Vision.Onnx;

/// <summary>
/// The line before a network. A runner takes the oldest call and, from anywhere in the line, others of the same shape; a cancelled call
/// leaves it. That is why it is no channel. Safe for concurrent use.
/// </summary>
/// <param name="maxBatch">Places of a batch at first.</param>
/// <param name="maxWait">How long the oldest call waits for its batch to fill.</param>
internal sealed class WaitingCalls<TItem>(int maxBatch, TimeSpan maxWait)
    where TItem : IBatchItem
{
    private readonly object _gate = new();
    private int _maxBatch = maxBatch;
    private readonly List<PendingCall<TItem>> _calls = [];
    private bool _closed;

    /// <summary>Places of a batch; may be lowered at any time.</summary>
    public int MaxBatch
    {
        get
        {
            lock (_gate)
                return _maxBatch;
        }

        set
        {
            lock (_gate)
                _maxBatch = value;
        }
    }

    /// <summary>Lines up a call; <see langword="false"/> after <see cref="Close"/>.</summary>
    public bool TryAdd(PendingCall<TItem> call)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _calls.Add(call);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes a call out of the line; <see langword="false"/> when a runner has it, or the line was closed.</summary>
    public bool Remove(PendingCall<TItem> call)
    {
        lock (_gate)
            return _calls.Remove(call);
    }

    /// <summary>Blocks until a batch should run; another runner may take it first.</summary>
    /// <returns><see langword="false"/> after <see cref="Close"/>.</returns>
    public bool WaitForBatch()
    {
        lock (_gate)
        {
            while (!_closed && TimeToFill() is { } wait)
                Monitor.Wait(_gate, wait);
            return !_closed;
        }
    }

    /// <summary>Takes the oldest call and what fits beside it.</summary>
    /// <param name="batch">Receives the calls; none when the line is empty.</param>
    public void Take(List<PendingCall<TItem>> batch)
    {
        lock (_gate)
        {
            if (_calls.Count > 0)
                Collect(batch);
            // The pulse for what is left may have gone to a runner that was filling this batch.
            if (_calls.Count > 0)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the line: nothing is taken or added any more.</summary>
    /// <returns>The calls that nobody will run.</returns>
    public IReadOnlyList<PendingCall<TItem>> Close()
    {
        lock (_gate)
        {
            _closed = true;
            PendingCall<TItem>[] abandoned = [.. _calls];
            _calls.Clear();
            Monitor.PulseAll(_gate);
            return abandoned;
        }
    }

    /// <summary>How long to wait for another call; <see langword="null"/> when a batch should run now.</summary>
    private TimeSpan? TimeToFill()
    {
        if (_calls.Count == 0)
            return Timeout.InfiniteTimeSpan;
        var left = maxWait - _calls[0].Waited;
        if (left <= TimeSpan.Zero || IsFull(_calls[0].Item.Shape))
            return null;
        // Monitor counts whole milliseconds: a rest below one would be no wait at all.
        return TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
    }

    private bool IsFull((int Width, int Height) shape)
    {
        var size = 0;
        foreach (var call in _calls)
            size += call.Item.Shape == shape ? call.Item.Size : 0;
        return size >= _maxBatch;
    }

    private void Collect(List<PendingCall<TItem>> batch)
    {
        var shape = _calls[0].Item.Shape;
        var (room, kept) = (_maxBatch, 0);
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            if (i == 0 || (call.Item.Shape == shape && call.Item.Size <= room))
            {
                batch.Add(call);
                room -= call.Item.Size;
            }
            else
            {
                _calls[kept++] = call;
            }
        }

        _calls.RemoveRange(kept, _calls.Count - kept);
    }
}
