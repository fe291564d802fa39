namespace Indexing.Ingest.Migration;

/// <summary>Lets at most so many pass a second, evenly. Safe for concurrent use.</summary>
internal sealed class Pace(double rate, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _step = rate > 0 ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for the caller's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_step == TimeSpan.Zero)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + _step;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }
}
