using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// Keeps the segment files up with the database, one process at a time: writes segments for new words, merges and compacts, removes
/// files nobody speaks of. All of it can be lost or interrupted at any point; the database alone is the truth.
/// </summary>
internal sealed class SegmentMaintenance : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyList<SegmentBuilder> _builders;
    private readonly StoreFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _run = Task.CompletedTask;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public SegmentMaintenance(IReadOnlyList<SegmentBuilder> builders, StoreFiles files, TimeProvider time, ILogger logger)
    {
        _builders = builders;
        _files = files;
        _time = time;
        _logger = logger;
    }

    /// <summary>Tells of a commit; starts work in the background when enough words or scenes are in no segment.</summary>
    public void Notice(StoreState state)
    {
        if (_builders.Any(builder => builder.IsDue(state)))
            Request();
    }

    /// <summary>Starts work in the background, unless it runs already or failed a moment ago.</summary>
    public void Request()
    {
        lock (_gate)
        {
            if (_run.IsCompleted && !_stop.IsCancellationRequested && _time.GetUtcNow() >= _notBefore)
                _run = Task.Run(() => RunInBackgroundAsync(_stop.Token));
        }
    }

    /// <summary>Writes missing segments before a search needs them, or waits for the process that does so.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using FileLock? owned = await FileLock.TakeAsync(_files.MaintenanceLock, CatchUpTimeout, _time, cancellationToken);
            if (owned is not null)
                await SealAsync(cancellationToken);
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception) || exception is VectorStoreException)
        {
            Failed(exception);
        }
    }

    /// <summary>One pass over everything there is to do, after any other one, for tests and benchmarks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using FileLock? owned = await FileLock.TakeAsync(_files.MaintenanceLock, CatchUpTimeout, _time, cancellationToken);
        if (owned is not null)
            await RunLockedAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task run;
        lock (_gate)
        {
            _stop.Cancel();
            run = _run;
        }
        await run;
        _stop.Dispose();
    }

    private async Task RunInBackgroundAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Somebody else at work does this work too.
            using FileLock? owned = FileLock.TryTake(_files.MaintenanceLock);
            if (owned is not null)
                await RunLockedAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The store is being closed; the next one continues.
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception) || exception is VectorStoreException)
        {
            Failed(exception);
        }
    }

    private async Task RunLockedAsync(CancellationToken cancellationToken)
    {
        await SealAsync(cancellationToken);
        foreach (SegmentBuilder builder in _builders)
        {
            while (await builder.MergeAsync(cancellationToken))
            {
            }
            builder.RemoveOrphans();
        }
    }

    private async Task SealAsync(CancellationToken cancellationToken)
    {
        foreach (SegmentBuilder builder in _builders)
        {
            while (await builder.SealAsync(cancellationToken))
            {
            }
        }
    }

    private void Failed(Exception exception)
    {
        _notBefore = _time.GetUtcNow() + RetryDelay;
        SqliteVectorStoreLog.MaintenanceFailed(_logger, _files.Directory, RetryDelay, exception);
    }
}
