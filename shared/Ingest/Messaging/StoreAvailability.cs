using Indexing.BlobStore;
using Indexing.VectorStore;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest.Messaging;

/// <summary>
/// Pause, don't burn: work waits while a store that it needs is away, and goes on by itself when the store answers again. What fails
/// although its stores answer is a failure of that picture alone and is left to the transport, which can put it aside: a try again here
/// would keep its place from others. Safe for concurrent use.
/// </summary>
/// <remarks>
/// The stores' own <c>CheckAsync</c> tells the two apart: a run of failures would be no evidence when most pictures of a backlog are bad,
/// and none of the waiting messages has to be burnt as a probe. With all of a worker's messages waiting, the broker delivers no more.
/// <para>
/// A lost GPU is no outage that ends by itself, and no failure of the picture: its message is held until the process stops and hands it
/// back, once. Handing it back at once would bring it round again and again, and what was handed back too often counts as a killer. Who
/// watches readiness must restart the process before the broker loses patience (RabbitMQ's consumer_timeout, 30 minutes by default):
/// what the broker takes back counts as a death as well.
/// </para>
/// </remarks>
public sealed class StoreAvailability
{
    private readonly IBlobStore[] _blobStores;
    private readonly StoreWatch _vectorStore;
    private readonly Dictionary<IBlobStore, StoreWatch> _blobWatches;
    private readonly IHostApplicationLifetime _lifetime;

    /// <summary>Watches these stores; none is asked before something fails.</summary>
    public StoreAvailability(
        IVectorStore vectorStore,
        IEnumerable<IBlobStore> blobStores,
        IHostApplicationLifetime lifetime,
        TimeProvider clock,
        ILogger<StoreAvailability> logger)
    {
        ArgumentNullException.ThrowIfNull(vectorStore);
        _blobStores = [.. blobStores];
        _lifetime = lifetime;
        _vectorStore = new StoreWatch("vector store", vectorStore.CheckAsync, lifetime, clock, logger);
        _blobWatches = _blobStores.ToDictionary(
            blobs => blobs, blobs => new StoreWatch(blobs.GetType().Name, blobs.CheckAsync, lifetime, clock, logger));
    }

    /// <summary>Names of the stores that are away now; empty when all answer or none was needed yet.</summary>
    public IReadOnlyList<string> Away =>
        [.. _blobWatches.Values.Prepend(_vectorStore).Where(watch => watch.IsAway).Select(watch => watch.Name)];

    /// <summary>Runs work that reads from <paramref name="source"/> and writes to the vector store, as often as outages ask for.</summary>
    /// <param name="source">Address of the picture; <see langword="null"/> when no blob store is needed.</param>
    /// <param name="work">The work; must be repeatable.</param>
    /// <param name="cancellationToken">Cancels waiting and work.</param>
    /// <exception cref="VectorStoreException">The work failed although the store answers.</exception>
    /// <exception cref="BlobStoreException">The work failed although the store answers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the host stops while a store is away or the GPU is lost.</exception>
    public async Task<T> RunAsync<T>(Uri? source, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var blobs = source is null ? null : Array.Find(_blobStores, store => store.CanOpen(source));
        var blobWatch = blobs is null ? null : _blobWatches[blobs];
        while (true)
        {
            await WaitAsync(blobWatch, cancellationToken).ConfigureAwait(false);
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception e) when (e is VectorStoreException or BlobStoreException)
            {
                var watch = e is VectorStoreException ? _vectorStore : blobWatch;
                if (watch is null || !await watch.IsAwayNowAsync(cancellationToken).ConfigureAwait(false))
                    throw;
                _lifetime.ApplicationStopping.ThrowIfCancellationRequested();
            }
            catch (InferenceException e) when (e.IsDeviceLost)
            {
                await HoldAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ConfigureAwait(false);
    }

    /// <summary>A host that stops hands its waiting messages back at once: another may reach the store, and shutdown is short.</summary>
    private async Task WaitAsync(StoreWatch? blobWatch, CancellationToken cancellationToken)
    {
        if (!_vectorStore.IsAway && blobWatch is not { IsAway: true })
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.ApplicationStopping);
        await _vectorStore.WaitAsync(stop.Token).ConfigureAwait(false);
        if (blobWatch is not null)
            await blobWatch.WaitAsync(stop.Token).ConfigureAwait(false);
    }
}
