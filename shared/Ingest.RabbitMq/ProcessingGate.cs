namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// Lets pictures be worked on together, or one alone. Whoever wants to be alone lets nobody in behind it, so it waits for the work in hand
/// only. Safe for concurrent use.
/// </summary>
internal sealed class ProcessingGate : IDisposable
{
    private readonly SemaphoreSlim _entrance = new(1, 1);
    private readonly Lock _lock = new();
    private int _together;
    private TaskCompletionSource? _empty;

    /// <summary>Enters beside others; dispose what comes back to leave.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _entrance.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            _together++;
        _entrance.Release();
        return new Pass(Leave);
    }

    /// <summary>Enters when everybody has left and keeps the others out; dispose what comes back to leave.</summary>
    public async Task<IDisposable> EnterAloneAsync(CancellationToken cancellationToken)
    {
        await _entrance.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Emptied().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _entrance.Release();
            throw;
        }

        return new Pass(() => _entrance.Release());
    }

    public void Dispose() => _entrance.Dispose();

    private Task Emptied()
    {
        lock (_lock)
        {
            if (_together == 0)
                return Task.CompletedTask;
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private void Leave()
    {
        lock (_lock)
            if (--_together == 0)
                _empty?.TrySetResult();
    }

    private sealed class Pass(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
