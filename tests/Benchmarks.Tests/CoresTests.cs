using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

/// <summary>Small cases that can be worked out by hand.</summary>
public sealed class CoresTests
{
    private const int Digits = 9;

    [Fact]
    public void Use_TwoOnOneCore_ShareIt()
    {
        var times = Run(1, new(1, Cores.Any), new(0.5, Cores.Any));

        Assert.Equal(1, times[1], Digits);
        Assert.Equal(1.5, times[0], Digits);
    }

    [Fact]
    public void Use_ThreeOnTwoCores_GetTwoThirdsEach() =>
        Assert.All(Run(2, new(1, Cores.Any), new(1, Cores.Any), new(1, Cores.Any)), time => Assert.Equal(1.5, time, Digits));

    [Fact]
    public void Use_OneThread_TakesOneCoreOnly() => Assert.Equal(1, Run(2, new Work(1, Cores.Any))[0], Digits);

    [Fact]
    public void Use_BoundToOneCore_LeaveTheOtherIdle() =>
        Assert.All(Run(2, new(1, 0), new(1, 0)), time => Assert.Equal(2, time, Digits));

    [Fact]
    public void Use_UnboundBesideBound_TakesTheFreeCore()
    {
        var times = Run(2, new(1, 0), new(1, Cores.Any));

        Assert.All(times, time => Assert.Equal(1, time, Digits));
    }

    [Fact]
    public void Use_UnboundBesideBoundOnEachCore_SharesEvenly()
    {
        var times = Run(2, new(1, 0), new(1, 1), new(1, Cores.Any));

        Assert.All(times, time => Assert.Equal(1.5, time, Digits));
    }

    [Fact]
    public void Use_CrowdedCore_LeavesUnboundThreadsTheOther()
    {
        // Three on core 0 have a third each; the unbound one has core 1 alone.
        var times = Run(2, new(1, 0), new(1, 0), new(1, 0), new(1, Cores.Any));

        Assert.Equal(1, times[3], Digits);
        Assert.All(times.Take(3), time => Assert.Equal(3, time, Digits));
    }

    [Fact]
    public void Use_BothCoresBusy_SlowsDownAsMeasured()
    {
        var times = Run(2, new(1, 0, 1.4), new(3, 1, 1.4));

        Assert.Equal(1.4, times[0], Digits);
        // 1.4 s beside the other did one second of its work; the other two are done alone.
        Assert.Equal(1.4 + 2, times[1], Digits);
    }

    [Fact]
    public void BusySeconds_OfSharedCores_AreTheWorkDone()
    {
        var simulation = new Simulation(0);
        var cores = new Cores(simulation, 2);
        foreach (var seconds in new[] { 0.3, 1.0, 2.5 })
            cores.Use(seconds);

        simulation.Run();

        Assert.Equal(3.8, cores.BusySeconds, Digits);
    }

    private static double[] Run(int count, params Work[] works)
    {
        var simulation = new Simulation(0);
        var cores = new Cores(simulation, count, slowdownCores: 2);
        var ends = new double[works.Length];
        async Task WorkAsync(int i)
        {
            await cores.Use(works[i].Seconds, works[i].Core, works[i].Slowdown);
            ends[i] = simulation.Now;
        }

        for (var i = 0; i < works.Length; i++)
            simulation.Start(WorkAsync(i));
        simulation.Run();
        return ends;
    }

    private sealed record Work(double Seconds, int Core, double Slowdown = 1);
}
