using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>How fast a worker is ready, and how fast it ends under load (row 2).</summary>
internal static class RestartForm
{
    private const int Rounds = 10;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(LongRun run)
    {
        await using var cluster = await run.ClusterAsync("worker");
        cluster.Settings["Ingest__Parallel"] = "2";
        var pictures = run.Pictures(2000);
        var (ready, ended, codes) = (new List<double>(), new List<double>(), new List<int>());
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var worker = await cluster.StartReadyWorkerAsync();
            ready.Add(clock.Elapsed.TotalSeconds);
            if (round == 0)
                await cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures));
            await Task.Delay(TimeSpan.FromSeconds(2));
            ended.Add((await worker.TerminateAsync()).TotalSeconds);
            codes.Add(worker.ExitCode);
        }

        var finished = await cluster.FinishedAsync();
        run.Must("the load lasted longer than the restarts", finished < pictures, $"{finished} of {pictures}");
        await cluster.StartReadyWorkerAsync();
        var (report, letters) = await cluster.SettleAsync(0, LongRun.Patience);
        run.Must("from start to ready in less than 10 s", ready.Max() < ReadyLimit.TotalSeconds, $"{Spread(ready)}");
        run.Must("from SIGTERM under load to the end in less than 30 s", ended.Max() < Grace.TotalSeconds, $"{Spread(ended)}");
        run.Must("exit codes", codes.All(code => code == 0), $"{string.Join(' ', codes)}");
        run.Must(report, pictures);
        run.Must("dead letters", letters.Count == 0, $"{letters.Count}");
    }

    private static string Spread(List<double> seconds) =>
        FormattableString.Invariant(
            $"{seconds.Min():0.0} to {seconds.Max():0.0} s, median {seconds.Order().ElementAt(seconds.Count / 2):0.0} s")
        + $", {seconds.Count} times";
}
