namespace Indexing.Benchmarks.Scale.Model;

/// <summary>Networks on a GPU, one for each worker; the cores cut the crops and read the maps.</summary>
internal sealed class GpuNetworksModel : INetworksModel
{
    private readonly Simulation _simulation;
    private readonly GpuDescription _gpu;
    private readonly double _ordinaryEmbed;
    private readonly Cores _cores;
    private readonly int _core;
    private readonly BatchServer _detector;
    private readonly BatchServer _words;

    /// <param name="simulation">Its time.</param>
    /// <param name="gpu">The GPU.</param>
    /// <param name="ordinaryEmbed">Mean of <see cref="PictureCost.Embed"/>.</param>
    /// <param name="cores">The machine's.</param>
    /// <param name="core">Core that the process is bound to.</param>
    public GpuNetworksModel(Simulation simulation, GpuDescription gpu, double ordinaryEmbed, Cores cores, int core)
    {
        (_simulation, _gpu, _ordinaryEmbed, _cores, _core) = (simulation, gpu, ordinaryEmbed, cores, core);
        var device = new Places(simulation, 1);
        _detector = new BatchServer(simulation, device, gpu.Detector);
        _words = new BatchServer(simulation, device, gpu.Words);
    }

    public Signal Detect(PictureCost cost)
    {
        var done = new Signal(_simulation);
        _simulation.Start(RunAsync(_gpu.DetectHost, _detector, 1, done));
        return done;
    }

    public Signal Embed(PictureCost cost)
    {
        var done = new Signal(_simulation);
        var ordinary = cost.Embed / _ordinaryEmbed;
        var words = Math.Max(1, (int)Math.Round(_gpu.WordsPerPicture * ordinary));
        _simulation.Start(RunAsync(_gpu.EmbedHost * ordinary, _words, words, done));
        return done;
    }

    private async Task RunAsync(double host, BatchServer network, int items, Signal done)
    {
        await _cores.Use(host, _core);
        await network.Run(items);
        done.Set();
    }
}
