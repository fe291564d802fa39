namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>The vector store away for two minutes during a backlog of 2,000 (row 6).</summary>
internal static class OutageForm
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(LongRun run)
    {
        var pictures = run.Pictures(2000);
        await using var cluster = await run.ClusterAsync("worker");
        cluster.Settings["SqliteVectorStore__BusyTimeout"] = "00:00:01";
        cluster.Settings["Ingest__Parallel"] = "2";
        var worker = await cluster.StartReadyWorkerAsync();
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures));
        var normal = await FinishedRate.MeasureAsync(cluster.FinishedAsync, pictures / 20, pictures / 2);
        var memory = new MemorySeries(worker);

        using (new WriteLock(cluster.StoreFolder))
        {
            using var end = new CancellationTokenSource(Outage);
            await memory.SampleAsync(Interval, end.Token);
            run.Must("not ready during the outage", !await worker.IsReadyAsync(), $"ready: {await worker.IsReadyAsync()}");
        }

        await worker.WaitReadyAsync();
        var drained = await FinishedRate.MeasureAsync(cluster.FinishedAsync, (pictures / 2) + 20, pictures);
        var (report, letters) = await cluster.SettleAsync(0, LongRun.Patience);
        run.Note("pictures, outage", $"{pictures}, {Outage.TotalSeconds:0} s");
        run.Must(report, pictures);
        run.Must("dead letters", letters.Count == 0, $"{letters.Count}");
        // The first fifteen seconds belong to the work in hand and to the collector, which gives memory back when it is idle.
        var slope = memory.Slope(warmUp: TimeSpan.FromSeconds(15)) / 60;
        run.Must(
            "memory during the outage grows by less than 1 MiB a minute", slope < 1,
            $"{slope:0.00} MiB/min, {memory.Last:0} MiB at its end");
        run.Note("normal rate", $"{normal:0.0} pictures/s");
        run.Must("drained afterwards at 90 % of it or more", drained >= 0.9 * normal, $"{drained:0.0} pictures/s, {drained / normal:P0}");
    }
}
