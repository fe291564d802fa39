using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>
/// An hour of steady load with everything that can happen: workers killed (p = 0.3 every 5 s), the broker killed, the store away; searches
/// all the while (row 16). One worker is spared: its memory tells about leaks.
/// </summary>
internal static class SoakForm
{
    private const double KillProbability = 0.3;
    private const double SlopeLimit = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KillEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BrokerKillEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OutageEvery = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BrokerAway = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MemoryEvery = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(LongRun run)
    {
        await using var cluster = await run.ClusterAsync("all");
        cluster.Settings["SqliteVectorStore__BusyTimeout"] = "00:00:02";
        var witness = await cluster.StartReadyWorkerAsync();
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        var query = await cluster.StartReadyQueryAsync();
        var golden = await GoldenQueries.CreateAsync(cluster, query);
        var (workerMemory, queryMemory) = (new MemorySeries(witness), new MemorySeries(query));

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(run.Minutes));
        var faults = new Faults();
        var published = 0;
        await Task.WhenAll(
            RepeatAsync(Pause, () => cluster.Ledger.PublishAsync([cluster.Pictures.At(published++, "soak")]), end.Token),
            RepeatAsync(KillEvery, () => KillAsync(crew, faults), end.Token),
            RepeatAsync(BrokerKillEvery, () => KillBrokerAsync(run, faults), end.Token),
            RepeatAsync(OutageEvery, () => TakeStoreAwayAsync(cluster, faults), end.Token),
            RepeatAsync(Pause, golden.AskAsync, end.Token),
            workerMemory.SampleAsync(MemoryEvery, end.Token),
            queryMemory.SampleAsync(MemoryEvery, end.Token));

        var (report, letters) = await cluster.SettleAsync(0, LongRun.Patience);
        run.Note("minutes, pictures", $"{run.Minutes}, {report.Confirmed}");
        run.Note("kills of workers, kills of the broker, outages of the store", $"{faults.Kills}, {faults.BrokerKills}, {faults.Outages}");
        run.Must(report, report.Confirmed);
        run.Must("dead letters", letters.Count == 0, $"{letters.Count}");
        var spared = witness.IsRunning && query.IsRunning;
        run.Must("the spared worker and the query service never ended", spared, $"{spared}");
        golden.Tell(run);
        var warmUp = TimeSpan.FromMinutes(run.Minutes / 4.0);
        foreach (var (what, memory) in (IEnumerable<(string, MemorySeries)>)[("worker", workerMemory), ("query service", queryMemory)])
            run.Must(
                $"memory slope of the {what} after a quarter of the time, at most 2 MiB/h", memory.Slope(warmUp) <= SlopeLimit,
                $"{memory.Slope(warmUp):0.0} MiB/h, {memory.Last:0} MiB at the end");
    }

    private static async Task KillAsync(WorkerCrew crew, Faults faults)
    {
        if (Random.Shared.NextDouble() >= KillProbability)
            return;
        await crew.KillOneAsync(Random.Shared);
        faults.Kills++;
    }

    private static async Task KillBrokerAsync(LongRun run, Faults faults)
    {
        await run.Servers.Broker.KillAsync();
        await Task.Delay(BrokerAway);
        await run.Servers.Broker.RestartAsync();
        faults.BrokerKills++;
    }

    private static async Task TakeStoreAwayAsync(Cluster cluster, Faults faults)
    {
        using (new WriteLock(cluster.StoreFolder))
            await Task.Delay(Outage);
        faults.Outages++;
    }

    /// <summary>Does something again and again; what has begun when the time is over is finished.</summary>
    private static async Task RepeatAsync(TimeSpan interval, Func<Task> action, CancellationToken end)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                await action();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private sealed class Faults
    {
        public int Kills { get; set; }

        public int BrokerKills { get; set; }

        public int Outages { get; set; }
    }
}
