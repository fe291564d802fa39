using System.Diagnostics;

namespace Indexing.Standalone.Packs;

/// <summary>Times a call that has run before.</summary>
internal static class MedianTime
{
    private const int Runs = 5;

    /// <summary>Median of five runs in milliseconds.</summary>
    public static async Task<double> OfAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[Runs / 2];
    }
}
