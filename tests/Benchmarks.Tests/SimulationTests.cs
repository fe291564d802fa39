using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void After_SameTime_KeepsTheOrderOfTheCalls()
    {
        var simulation = new Simulation(0);
        var seen = new List<int>();
        simulation.After(2, () => seen.Add(3));
        simulation.After(1, () => seen.Add(1));
        simulation.After(1, () => seen.Add(2));

        simulation.Run();

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(2, simulation.Now);
    }

    [Fact]
    public void Run_ProcessThatFails_FailsWithItsException()
    {
        var simulation = new Simulation(0);
        async Task FailAsync()
        {
            await simulation.Delay(1);
            throw new InvalidDataException("process");
        }

        simulation.Start(FailAsync());

        Assert.Throws<InvalidDataException>(() => simulation.Run());
    }

    [Fact]
    public void Run_ManySignalsInARow_NeedsNoStack()
    {
        var simulation = new Simulation(0);
        var places = new Places(simulation, 1);
        var served = 0;
        async Task CustomerAsync()
        {
            await places.Enter();
            served++;
            places.Leave();
        }

        for (var customer = 0; customer < 100_000; customer++)
            simulation.Start(CustomerAsync());
        simulation.Run();

        Assert.Equal(100_000, served);
    }
}
