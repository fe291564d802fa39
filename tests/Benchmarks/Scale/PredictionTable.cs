using Indexing.Benchmarks.Scale.Model;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary>Predictions beyond what was measured, as markdown.</summary>
internal static class PredictionTable
{
    /// <summary>The number of workers is chosen so that no more of the capacity is used; above it the queue's age grows fast.</summary>
    private const double UsedCapacity = 0.7;

    private const int BurstPictures = 1000;
    private const double BurstLoad = 0.5;
    private const double BurstSeconds = 10;

    private static readonly double[] Loads = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

    public static void PrintAssumptions(
        Calibration calibration, double storeMilliseconds, double coreHour, double gpuHour, GpuDescription gpu) => Console.WriteLine(
        $"""
        ## Predicted beyond what was measured

        Calibrated on: {calibration.Machine}.
        Assumed, not measured: one worker a machine; a broker elsewhere with cores to spare; a store that all share, {storeMilliseconds:F0}
        ms a request, {Scenario.DefaultStorePlaces} at a time; {coreHour:F3} for a core and hour, {gpuHour:F2} for a
        GPU and hour (any currency; put in your own); a GPU that needs {gpu.Detector.Start * 1e3:F1} ms a call and
        {gpu.Detector.Item * 1e3:F2} ms a picture in the detector (batches of {gpu.Detector.MaxBatch}), {gpu.Words.Start * 1e3:F1} ms a call
        and {gpu.Words.Item * 1e3:F3} ms a word in the word encoder (batches of {gpu.Words.MaxBatch}); no GPU was measured.

        """);

    public static void PrintMachines(IReadOnlyList<Offer> offers, IReadOnlyList<int> machines)
    {
        Console.WriteLine($"| machine | machines | pictures/s | million a day | hours for a backlog of a million | price of a million |");
        Console.WriteLine($"|---|---|---|---|---|---|");
        foreach (var offer in offers)
        {
            foreach (var count in machines)
            {
                var rate = offer.Capacity(count);
                Console.WriteLine(
                    $"| {offer.Name} | {count} | {rate:F1} | {rate * 86400 / 1e6:F2} | {1e6 / rate / 3600:F1} "
                    + $"| {offer.PerMillion(count, rate):F2} |");
            }
        }
    }

    /// <summary>Age of the queue by load, one machine.</summary>
    public static void PrintLoads(Offer offer)
    {
        var capacity = offer.Capacity(1);
        Console.WriteLine(
            $"\n| load of one machine, {offer.Name} | pictures/s | cores used | age p50 ms | age p95 ms | until indexed p95 ms |");
        Console.WriteLine($"|---|---|---|---|---|---|");
        foreach (var load in Loads)
        {
            var outcome = offer.Poisson(1, load * capacity);
            Console.WriteLine(
                $"| {load:P0} | {load * capacity:F1} | {outcome.Utilisation:P0} | {Figures.Quantile(outcome.Ages, .5) * 1e3:F0} "
                + $"| {Figures.Quantile(outcome.Ages, .95) * 1e3:F0} | {Figures.Quantile(outcome.Latencies, .95) * 1e3:F0} |");
        }
    }

    /// <summary>Age of the queue after many pictures at once, on top of pictures at random moments.</summary>
    public static void PrintBurst(Offer offer)
    {
        var capacity = offer.Capacity(1);
        var start = 6 * BurstSeconds;
        var length = start + (4 * BurstPictures / capacity);
        var steady = Arrivals.Poisson(BurstLoad * capacity, (int)(BurstLoad * capacity * length), new Random(1));
        var outcome = offer.Run(1, [.. steady.Concat(Enumerable.Repeat(start, BurstPictures)).Order()]);
        Console.WriteLine(
            $"\n{BurstPictures} pictures at once onto one machine ({offer.Name}) at {BurstLoad:P0} load:\n\n"
            + "| seconds since then | pictures begun | age p50 s | age p95 s |\n|---|---|---|---|");
        var windows = outcome.Messages.Where(message => message.Begun >= start - BurstSeconds)
            .GroupBy(message => Math.Floor((message.Begun - start) / BurstSeconds)).OrderBy(window => window.Key);
        foreach (var window in windows)
        {
            var ages = window.Select(message => message.Begun - message.Published).ToList();
            var p95 = Figures.Quantile(ages, .95);
            Console.WriteLine(
                $"| {window.Key * BurstSeconds:F0} to {(window.Key + 1) * BurstSeconds:F0} | {ages.Count} "
                + $"| {Figures.Quantile(ages, .5):F2} | {p95:F2} |");
            if (window.Key >= 0 && p95 < 1)
                break;
        }
    }

    /// <summary>How many machines a rate needs.</summary>
    public static void PrintNeeded(IReadOnlyList<Offer> offers, double rate)
    {
        Console.WriteLine($"\n| for {rate:F0} pictures/s at random moments | machines | load | age p95 ms | price of a million |");
        Console.WriteLine($"|---|---|---|---|---|");
        foreach (var offer in offers)
        {
            var machines = Needed(offer, rate);
            var outcome = offer.Poisson(machines, rate);
            Console.WriteLine(
                $"| {offer.Name} | {machines} | {rate / offer.Capacity(machines):P0} | {Figures.Quantile(outcome.Ages, .95) * 1e3:F0} "
                + $"| {offer.PerMillion(machines, rate):F2} |");
        }
    }

    private static int Needed(Offer offer, double rate)
    {
        var machines = (int)Math.Ceiling(rate / (UsedCapacity * offer.Capacity(1)));
        while (offer.Capacity(machines) * UsedCapacity < rate)
            machines++;
        return machines;
    }
}
