using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

/// <summary>The kernel against formulas of queueing theory (Kleinrock, Queueing Systems, volumes 1 and 2).</summary>
public sealed class QueueTheoryTests
{
    private const int Customers = 200_000;

    /// <summary>Seeds are fixed: a test passes always or never.</summary>
    private const double Tolerance = 0.05;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Places_ExponentialService_WaitAsInMM1(double load) =>
        AssertNear(load / (1 - load), MeanWait(load, random => -Math.Log(1 - random.NextDouble())));

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Places_ConstantService_WaitAsInMD1(double load) => AssertNear(load / (2 * (1 - load)), MeanWait(load, _ => 1));

    [Fact]
    public void Places_TwoServers_WaitAsInMM2()
    {
        const double Load = 0.7;

        // Erlang C with two servers: 2 r^2 / (1 + r) of the customers wait, each 1 / (2 (1 - r)) on average.
        AssertNear(
            2 * Load * Load / (1 + Load) / (2 * (1 - Load)), MeanWait(2 * Load, random => -Math.Log(1 - random.NextDouble()), servers: 2));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Cores_OneShared_TimeDependsOnTheMeanOfTheWorkOnly(double load)
    {
        var expected = 1 / (1 - load);

        AssertNear(expected, MeanTime(load, cores: 1, _ => 1));
        AssertNear(expected, MeanTime(load, cores: 1, random => -Math.Log(1 - random.NextDouble())));
        AssertNear(expected, MeanTime(load, cores: 1, random => random.Next(2) == 0 ? 0.1 : 1.9));
    }

    [Fact]
    public void Cores_TwoShared_TimeAsInMM2()
    {
        const double Load = 0.7;

        // Shared or one after the other, the number of customers is the same with exponential work: so is the mean time.
        AssertNear(1 / (1 - (Load * Load)), MeanTime(2 * Load, cores: 2, random => -Math.Log(1 - random.NextDouble())));
    }

    private static double MeanWait(double perSecond, Func<Random, double> service, int servers = 1)
    {
        var simulation = new Simulation(1);
        var places = new Places(simulation, servers);
        double waited = 0;
        async Task CustomerAsync()
        {
            var arrived = simulation.Now;
            await places.Enter();
            waited += simulation.Now - arrived;
            await simulation.Delay(service(simulation.Random));
            places.Leave();
        }

        Arrive(simulation, perSecond, CustomerAsync);
        return waited / Customers;
    }

    private static double MeanTime(double perSecond, int cores, Func<Random, double> work)
    {
        var simulation = new Simulation(2);
        var machine = new Cores(simulation, cores);
        double spent = 0;
        async Task CustomerAsync()
        {
            var arrived = simulation.Now;
            await machine.Use(work(simulation.Random));
            spent += simulation.Now - arrived;
        }

        Arrive(simulation, perSecond, CustomerAsync);
        return spent / Customers;
    }

    private static void Arrive(Simulation simulation, double perSecond, Func<Task> customer)
    {
        async Task ArriveAsync()
        {
            var before = 0.0;
            foreach (var time in Arrivals.Poisson(perSecond, Customers, simulation.Random))
            {
                await simulation.Delay(time - before);
                before = time;
                simulation.Start(customer());
            }
        }

        simulation.Start(ArriveAsync());
        simulation.Run();
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.InRange(actual, expected * (1 - Tolerance), expected * (1 + Tolerance));
}
