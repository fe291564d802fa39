using Indexing.Contracts;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>One picture that kills every process that works on it, among 500 healthy ones (row 4).</summary>
internal static class KillerForm
{
    private const string Killer = "killer";
    private const int Workers = 2;

    public static async Task RunAsync(LongRun run)
    {
        var pictures = run.Pictures(500);
        await using var cluster = await run.ClusterAsync("workers");
        cluster.Settings["DOTNET_STARTUP_HOOKS"] = typeof(KillerForm).Assembly.Location;
        cluster.Settings[StartupHook.ImageVariable] = Killer;
        await using var crew = await WorkerCrew.StartAsync(cluster, Workers);
        IngestImage killer = cluster.Pictures.Take(1).Single().Announce() with { ImageId = Killer };
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures / 2, "before"));
        await cluster.Ledger.PublishAsync(killer, Expected.DeadLetter("process_died"));
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures - (pictures / 2), "after"));

        var (report, letters) = await cluster.SettleAsync(1, LongRun.Patience);
        await Task.WhenAll(crew.Workers.Select(worker => worker.WaitReadyAsync()));
        var slowest = crew.Recoveries.DefaultIfEmpty(TimeSpan.MaxValue).Max();
        run.Note("workers, healthy pictures, killers", $"{Workers}, {pictures}, 1");
        run.Must(report, pictures);
        run.Must(
            "the killer is the one dead letter", letters is [{ ImageId: Killer }],
            $"{string.Join("; ", letters.Select(letter => $"{letter.ImageId}: {letter.Reason}, {letter.Attempts} attempts"))}");
        run.Must("worker processes that it killed, at most 5", crew.Restarts <= 5, $"{crew.Restarts}");
        run.Must("a worker is back within 30 s", slowest < TimeSpan.FromSeconds(30), $"{slowest.TotalSeconds:0.0} s at most");
    }
}
