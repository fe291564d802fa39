using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

public sealed class ScaleModelTests
{
    private static readonly Scenario OneCore = new() { Pictures = [Costs.Ordinary] };
    private static readonly Scenario Mixed = new() { Pictures = [Costs.Ordinary, Costs.Large], Cores = 2, Broker = new(0.0003, 0.001) };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_AnyArrivals_EveryPictureIsIndexedAfterItWasAnnounced(int seed)
    {
        IReadOnlyList<double>[] arrivals =
            [Arrivals.Backlog(300), Arrivals.Poisson(10, 300, new Random(seed)), Arrivals.Bursts(50, 4, 6)];
        Scenario[] scenarios =
        [
            Mixed with { Workers = 3 },
            Mixed with { Workers = 2, IsBound = true },
            Mixed with { Machines = 2, RemoteStoreSeconds = 0.02 },
            Mixed with { Gpu = new(new(0.001, 0.002, 4), new(0.001, 0.0001, 64), 20, 0.002, 0.003), InHand = 16 },
        ];

        Assert.All(
            from times in arrivals from scenario in scenarios select ScaleModel.Run(scenario, times, seed),
            outcome =>
            {
                Assert.Equal(300, outcome.Messages.Count);
                Assert.All(outcome.Messages, message => Assert.True(
                    message.Published <= message.Begun && message.Begun < message.Indexed, $"{message.Begun}, {message.Indexed}"));
                Assert.InRange(outcome.Utilisation, 0, 1);
            });
    }

    [Fact]
    public void Run_OneWorkerOnOneCore_IsAsFastAsTheCore() => AssertNear(1 / Costs.Ordinary.Cpu, Rate(OneCore), 0.01);

    [Fact]
    public void Run_OnePictureInHand_AddsItsWaiting() =>
        AssertNear(1 / (Costs.Ordinary.Cpu + Costs.Ordinary.Wait), Rate(OneCore with { InHand = 1 }), 0.01);

    [Fact]
    public void Run_TwoCores_AreTwiceAsFastHoweverManyWorkersShareThem()
    {
        var two = OneCore with { Cores = 2 };

        AssertNear(2 / Costs.Ordinary.Cpu, Rate(two), 0.02);
        AssertNear(2 / Costs.Ordinary.Cpu, Rate(two with { Workers = 2 }), 0.02);
        AssertNear(2 / Costs.Ordinary.Cpu, Rate(two with { Workers = 2, IsBound = true }), 0.02);
    }

    [Fact]
    public void Run_OneBoundWorkerOnTwoCores_UsesOne() =>
        AssertNear(1 / Costs.Ordinary.Cpu, Rate(OneCore with { Cores = 2, IsBound = true }), 0.01);

    [Fact]
    public void Run_CoresThatSlowEachOtherDown_AreSlowerByAsMuch()
    {
        var slowdown = new StageSlowdown(2, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25);

        AssertNear(2 / (1.25 * Costs.Ordinary.Cpu), Rate(OneCore with { Cores = 2, Slowdown = slowdown }), 0.03);
        AssertNear(1 / Costs.Ordinary.Cpu, Rate(OneCore with { Cores = 2, Slowdown = slowdown, IsBound = true }), 0.01);
    }

    [Fact]
    public void Run_BrokerOnTheMachine_TakesItsPart() =>
        AssertNear(1 / (Costs.Ordinary.Cpu + 0.02), Rate(OneCore with { Broker = new(0, 0.02) }), 0.01);

    [Fact]
    public void Run_SlowSqlite_LimitsAllWorkersOfTheIndex()
    {
        // A commit takes longer than all else of a picture; with one in hand nothing can share it.
        var slow = OneCore with { Pictures = [Costs.Ordinary with { ReplaceWait = 0.2 }], Cores = 8, InHand = 1 };

        AssertNear(1 / 0.202, Rate(slow with { Workers = 8 }), 0.02);
    }

    [Fact]
    public void Run_MoreMachines_AddUp() =>
        AssertNear(4 / Costs.Ordinary.Cpu, Rate(OneCore with { Machines = 4, RemoteStoreSeconds = 0.02 }), 0.03);

    [Fact]
    public void Run_Gpu_IsLimitedByItsSlowestBatches()
    {
        var gpu = new GpuDescription(new BatchCurve(0.02, 0.01, 4), new BatchCurve(0, 0.0001, 64), 20, 0, 0);

        // A batch of four takes 60 ms in the detector and four times 2 ms in the word encoder; not every batch is full.
        Assert.InRange(Rate(OneCore with { Gpu = gpu, Cores = 16, InHand = 16 }), 0.9 * 4 / 0.068, 4 / 0.068);
    }

    [Fact]
    public void Run_NoSlowdown_CoresAreBusyAsLongAsTheWorkTakes()
    {
        var scenario = Mixed with { Broker = BrokerCost.Elsewhere, Workers = 2 };

        var outcome = ScaleModel.Run(scenario, Arrivals.Poisson(12, 500, new Random(1)), 1);

        Assert.Equal(outcome.Messages.Sum(message => message.Cost.Cpu), outcome.BusySeconds, 6);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameOutcome()
    {
        var arrivals = Arrivals.Poisson(10, 200, new Random(1));

        Assert.Equal(ScaleModel.Run(Mixed, arrivals, 7).Indexed, ScaleModel.Run(Mixed, arrivals, 7).Indexed);
        Assert.NotEqual(ScaleModel.Run(Mixed, arrivals, 7).Indexed, ScaleModel.Run(Mixed, arrivals, 8).Indexed);
    }

    [Fact]
    public void Run_HigherLoad_HasAnOlderQueue()
    {
        double AgeAt(double perSecond) => Figures.Quantile(
            ScaleModel.Run(Mixed, Arrivals.Poisson(perSecond, 3000, new Random(1)), 1).Ages, .95);
        var capacity = Rate(Mixed);

        Assert.True(AgeAt(0.5 * capacity) < AgeAt(0.8 * capacity));
        Assert.True(AgeAt(0.8 * capacity) < AgeAt(0.95 * capacity));
    }

    [Fact]
    public void Run_Delivery_MakesEveryPictureOlder()
    {
        var outcome = ScaleModel.Run(OneCore with { DeliverySeconds = 0.005 }, [1, 2, 3], 0);

        Assert.All(outcome.Ages, age => Assert.Equal(0.005, age, 9));
    }

    private static double Rate(Scenario scenario) => Figures.Rate(ScaleModel.Run(scenario, Arrivals.Backlog(2000), 1).Indexed, 100);

    private static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));
}
