using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>How many pictures a second become finished.</summary>
internal static class FinishedRate
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Pictures a second between two numbers of finished pictures. Without the first ones: neither the start of a process nor what is
    /// compiled at first use belongs to a rate.
    /// </summary>
    /// <param name="finished">Reads how many are finished now.</param>
    /// <param name="first">Where the measurement begins.</param>
    /// <param name="last">Where it ends.</param>
    public static async Task<double> MeasureAsync(Func<Task<long>> finished, long first, long last)
    {
        var start = await ReachAsync(finished, first);
        var clock = Stopwatch.StartNew();
        var end = await ReachAsync(finished, last);
        return (end - start) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> ReachAsync(Func<Task<long>> finished, long count)
    {
        using var clock = new CancellationTokenSource(LongRun.Patience);
        while (true)
        {
            var now = await finished();
            if (now >= count)
                return now;
            await Task.Delay(Poll, clock.Token);
        }
    }
}
