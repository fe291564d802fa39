using Indexing.Benchmarks.Scale.Model;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary>Measured beside predicted, as markdown.</summary>
internal static class CheckTable
{
    /// <summary>Runs of the model, each with other pictures; the one in the middle is the prediction.</summary>
    private const int Seeds = 21;

    private const int CapacityPictures = 2000;
    private const int CapacityWarm = 100;

    /// <summary>Pictures per second out of a long backlog.</summary>
    public static double Capacity(Scenario scenario) =>
        Figures.Rate(ScaleModel.Run(scenario, Arrivals.Backlog(CapacityPictures), seed: 0).Indexed, CapacityWarm);

    public static void Print(IReadOnlyList<WorkerSetup> setups, IReadOnlyList<BacklogRun> runs, Calibration calibration)
    {
        Console.WriteLine($"\n## A backlog, predicted and measured\n");
        Console.WriteLine(
            "| worker processes | cores for each | predicted/s | measured/s, median | error | each run | processor ms a picture "
            + "| others, cores | stolen, cores |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var setup in setups)
        {
            var measured = runs.Where(run => run.Setup == setup).ToList();
            var median = Figures.Median(measured.Select(run => run.PerSecond));
            var outcomes = measured.SelectMany(run => run.Predict(calibration)).ToList();
            var predicted = Figures.Median(outcomes.Select(outcome => outcome.PerSecond));
            var processor = FormattableString.Invariant(
                $"{outcomes.Average(outcome => outcome.ProcessorSeconds) * 1e3:F1} / ")
                + FormattableString.Invariant($"{measured.Average(run => run.ProcessorSeconds) * 1e3:F1}");
            var each = string.Join(", ", measured.Select(run => FormattableString.Invariant($"{run.PerSecond:F1}")));
            Console.WriteLine(
                $"| {setup.Workers} | {setup.CoresPerWorker} | {predicted:F2} | {median:F2} | {(predicted / median) - 1:+0.0 %;-0.0 %} "
                + $"| {each} | {processor} | {measured.Average(run => run.Disturbance.Others):F2} "
                + $"| {measured.Average(run => run.Disturbance.Stolen):F2} |");
        }
    }

    public static void Print(IReadOnlyList<ArrivalRun> runs, Calibration calibration)
    {
        if (runs.Count == 0)
            return;
        Console.WriteLine($"\n## Pictures at random moments, one worker, predicted / measured\n");
        Console.WriteLine(
            "| pictures | a second | age p50 ms | age p95 ms | until indexed p50 ms | until indexed p95 ms | others, cores "
            + "| stolen, cores |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var run in runs)
        {
            var outcomes = Enumerable.Range(0, Seeds).Select(seed => run.Predict(calibration, seed)).ToList();
            string Compare(Func<Outcome, IReadOnlyList<double>> of, IReadOnlyList<double> measured, double share) =>
                FormattableString.Invariant(
                    $"{Figures.Median(outcomes.Select(outcome => Figures.Quantile(of(outcome), share))) * 1e3:F0} / ")
                + FormattableString.Invariant($"{Figures.Quantile(measured, share) * 1e3:F0}");
            Console.WriteLine(
                $"| {run.Announced.Count} | {run.Announced.Count / run.Announced[^1]:F2} "
                + $"| {Compare(outcome => outcome.Ages, run.Ages, .5)} | {Compare(outcome => outcome.Ages, run.Ages, .95)} "
                + $"| {Compare(outcome => outcome.Latencies, run.Latencies, .5)} "
                + $"| {Compare(outcome => outcome.Latencies, run.Latencies, .95)} "
                + $"| {run.Disturbance.Others:F2} | {run.Disturbance.Stolen:F2} |");
        }
    }
}
