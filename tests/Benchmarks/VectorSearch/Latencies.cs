using System.Diagnostics;
using System.Globalization;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// Times of repeated calls: elapsed, and processor time of the whole process, which other programs on the machine disturb less.
/// </summary>
internal sealed class Latencies
{
    public const string Table =
        "| search | p50 ms | p95 ms | p99 ms | mean CPU ms | calls | p50 ratio |\n|---|---|---|---|---|---|---|";

    private readonly List<double> _milliseconds = [];
    private double _processorMilliseconds;

    public async Task MeasureAsync(Func<Task> call)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await call();
        _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        _processorMilliseconds += (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
    }

    public void Measure(Action call) => MeasureAsync(() =>
    {
        call();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <summary>The time that this share of the calls did not exceed (nearest rank).</summary>
    public double Percentile(double share)
    {
        double[] sorted = [.. _milliseconds.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    public string Row(string name, double reference) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Percentile(.5):F1} | {Percentile(.95):F1} | {Percentile(.99):F1} "
            + $"| {_processorMilliseconds / _milliseconds.Count:F1} | {_milliseconds.Count} | {Percentile(.5) / reference:F2} |");
}
