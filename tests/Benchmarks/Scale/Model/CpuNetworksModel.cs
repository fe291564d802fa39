namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// Networks on the cores of the machine: as many calls at a time as the process sees cores (Inference:Runners), detector and word encoder
/// together.
/// </summary>
internal sealed class CpuNetworksModel(Simulation simulation, int runners, Cores cores, int core, StageSlowdown slowdown) : INetworksModel
{
    /// <summary>
    /// A picture of 20 words in three widths comes to the word encoder in four to six slices (RegionEmbedder), which run side by side where
    /// runners are free. Matters for a picture that is alone, not for a backlog.
    /// </summary>
    private const int Slices = 4;

    private readonly Places _runners = new(simulation, runners);

    public Signal Detect(PictureCost cost)
    {
        var done = new Countdown(simulation, 1);
        simulation.Start(RunAsync(cost.Detect, slowdown.Detect, done));
        return done.Done;
    }

    public Signal Embed(PictureCost cost)
    {
        var done = new Countdown(simulation, Slices);
        for (var slice = 0; slice < Slices; slice++)
            simulation.Start(RunAsync(cost.Embed / Slices, slowdown.Embed, done));
        return done.Done;
    }

    private async Task RunAsync(double seconds, double slower, Countdown done)
    {
        await _runners.Enter();
        await cores.Use(seconds, core, slower);
        _runners.Leave();
        done.PartDone();
    }
}
