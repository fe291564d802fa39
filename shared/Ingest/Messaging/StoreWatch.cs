using Indexing.BlobStore;
using Indexing.VectorStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest.Messaging;

/// <summary>Whether one store is away; while it is, asks it again and again.</summary>
internal sealed class StoreWatch(
    string name, Func<CancellationToken, Task> check, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LastDelay = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task _recovery = Task.CompletedTask;

    public string Name => name;

    public bool IsAway => !Volatile.Read(ref _recovery).IsCompleted;

    /// <summary>Returns when the store is not known to be away.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Volatile.Read(ref _recovery).WaitAsync(cancellationToken);

    /// <summary>Asks the store; from the first failure on it counts as away until it answers.</summary>
    public async Task<bool> IsAwayNowAsync(CancellationToken cancellationToken)
    {
        if (IsAway)
            return true;
        if (await FailureAsync(cancellationToken).ConfigureAwait(false) is not { } failure)
            return false;
        lock (_lock)
        {
            if (!IsAway)
            {
                logger.StoreAway(failure, name);
                Volatile.Write(ref _recovery, RecoverAsync());
            }
        }

        return true;
    }

    private async Task RecoverAsync()
    {
        var start = clock.GetTimestamp();
        for (var delay = FirstDelay; ; delay = delay * 2 < LastDelay ? delay * 2 : LastDelay)
        {
            await Task.Delay(delay, clock, lifetime.ApplicationStopping).ConfigureAwait(false);
            if (await FailureAsync(lifetime.ApplicationStopping).ConfigureAwait(false) is null)
                break;
        }

        logger.StoreBack(name, clock.GetElapsedTime(start));
    }

    private async Task<Exception?> FailureAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CheckTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await check(either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is VectorStoreException or BlobStoreException)
        {
            return e;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new TimeoutException($"No answer within {CheckTimeout}.", e);
        }
    }
}
