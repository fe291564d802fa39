using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>Anonymous memory of a process over time.</summary>
internal sealed class MemorySeries(ServiceProcess process)
{
    private readonly List<(double Hours, double MiB)> _samples = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Sample() => _samples.Add((_clock.Elapsed.TotalHours, process.ReadMemory()));

    /// <summary>Samples every few seconds until cancelled.</summary>
    public async Task SampleAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Sample();
            await Task.Delay(interval, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public double Last => _samples[^1].MiB;

    /// <summary>Slope of the least-squares line in MiB an hour, without the samples of the warm-up.</summary>
    public double Slope(TimeSpan warmUp)
    {
        var samples = _samples.Where(sample => sample.Hours >= warmUp.TotalHours).ToList();
        var (hours, mib) = (samples.Average(sample => sample.Hours), samples.Average(sample => sample.MiB));
        return samples.Sum(sample => (sample.Hours - hours) * (sample.MiB - mib))
            / samples.Sum(sample => Math.Pow(sample.Hours - hours, 2));
    }
}
