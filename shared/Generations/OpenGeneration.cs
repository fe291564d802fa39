using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Generations;

/// <summary>One generation's services and how many leases use them; closes itself when it is retired and the last lease is back.</summary>
internal sealed class OpenGeneration(Generation generation, ServiceProvider services, Action<Exception?> closed)
{
    private readonly Lock _gate = new();
    private readonly List<IHostedService> _started = [];
    private int _leases;
    private bool _retired;

    public Generation Generation { get; } = generation;

    public IServiceProvider Services => services;

    /// <summary>Ends when everything that loads in the background is loaded, with its failure if it failed.</summary>
    public Task Loaded => Task.WhenAll(_started.OfType<BackgroundService>().Select(service => service.ExecuteTask ?? Task.CompletedTask));

    /// <summary>Starts the hosted services among the parts, in their order.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
            _started.Add(service);
        }
    }

    /// <summary>A lease, or <see langword="null"/> when this generation is already retired.</summary>
    public GenerationLease? TryRent()
    {
        lock (_gate)
        {
            if (_retired)
                return null;
            _leases++;
            return new GenerationLease(this);
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            if (--_leases > 0 || !_retired)
                return;
        }

        _ = CloseAsync();
    }

    /// <summary>No further leases; closed now or with the last one.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired)
                return;
            _retired = true;
            if (_leases > 0)
                return;
        }

        _ = CloseAsync();
    }

    /// <summary>Closes whatever is still rented: the process ends.</summary>
    public async Task CloseAsync()
    {
        try
        {
            foreach (var service in Enumerable.Reverse(_started))
                await service.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await services.DisposeAsync().ConfigureAwait(false);
            closed(null);
        }
        catch (Exception e)
        {
            // Nobody waits for a retired generation.
            closed(e);
        }
    }
}
