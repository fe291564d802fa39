using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale;

/// <summary>A kind of machine with one worker on it.</summary>
/// <param name="Name">For the tables.</param>
/// <param name="Machine">One of them.</param>
/// <param name="PerHour">Its price.</param>
internal sealed record Offer(string Name, Scenario Machine, double PerHour)
{
    private const int PicturesPerMachine = 600;
    private const int WarmPerMachine = 60;

    /// <summary>Pictures per second of so many machines out of a backlog.</summary>
    public double Capacity(int machines) => Figures.Rate(
        ScaleModel.Run(Machine with { Machines = machines }, Arrivals.Backlog(machines * PicturesPerMachine), seed: 0).Indexed,
        machines * WarmPerMachine);

    /// <summary>Pictures at random moments.</summary>
    public Outcome Poisson(int machines, double perSecond) =>
        Run(machines, Arrivals.Poisson(perSecond, Math.Max(2000, (int)(perSecond * 60)), new Random(1)));

    /// <summary>Pictures at the given times.</summary>
    public Outcome Run(int machines, IReadOnlyList<double> arrivals) =>
        ScaleModel.Run(Machine with { Machines = machines }, arrivals, seed: 0);

    /// <summary>Price of a million pictures at a rate that so many machines are kept for.</summary>
    public double PerMillion(int machines, double perSecond) => PerHour * machines / (perSecond * 3600) * 1e6;
}
