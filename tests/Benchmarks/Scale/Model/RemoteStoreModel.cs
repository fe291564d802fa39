namespace Indexing.Benchmarks.Scale.Model;

/// <summary>A store behind the network, for example Qdrant: a time of service, and so many requests that it serves at a time.</summary>
/// <param name="simulation">Its time.</param>
/// <param name="servers">Its places, shared by all workers.</param>
/// <param name="seconds">Time of one request, network included.</param>
/// <param name="cores">The worker's machine, which builds the request.</param>
/// <param name="core">Core that the process is bound to.</param>
/// <param name="slowdown">Of the processor time of storing.</param>
internal sealed class RemoteStoreModel(Simulation simulation, Places servers, double seconds, Cores cores, int core, double slowdown)
    : IStoreModel
{
    public Signal Replace(PictureCost cost)
    {
        var done = new Signal(simulation);
        simulation.Start(WriteAsync(cost, done));
        return done;
    }

    private async Task WriteAsync(PictureCost cost, Signal done)
    {
        await cores.Use(cost.Replace, core, slowdown);
        await servers.Enter();
        await simulation.Delay(seconds);
        servers.Leave();
        done.Set();
    }
}
