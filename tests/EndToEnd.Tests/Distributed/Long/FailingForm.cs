using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>1,000 messages that fail at every attempt, beside a steady flow of healthy ones (row 9).</summary>
internal static class FailingForm
{
    private const int Limit = 8;
    private const int Healthy = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(LongRun run)
    {
        var failing = run.Pictures(1000);
        await using var cluster = await run.ClusterAsync("worker");
        await using var web = await PictureServer.StartAsync(cluster, cluster.Pictures.Take(1).Single());
        cluster.Settings["Ingest__Parallel"] = "2";
        foreach (var (number, delay) in ((string[])["00:00:01", "00:00:02", "00:00:05"]).Index())
            cluster.Settings[$"RabbitMq__ParkDelays__{number}"] = delay;
        await cluster.StartReadyWorkerAsync();
        await using var indexed = await EventSubscription.StartAsync(cluster.Broker.Address, QueueNames.IndexedEvents);

        var alone = await PublishSteadilyAsync(cluster, "alone");
        await cluster.WaitUntilFinishedAsync(Healthy, LongRun.Patience);
        await Parallel.ForEachAsync(
            web.Announce("failing", failing),
            async (image, _) => await cluster.Ledger.PublishAsync(image, Expected.DeadLetter("attempts_exhausted")));
        var beside = await PublishSteadilyAsync(cluster, "beside");

        var (report, letters) = await cluster.SettleAsync(failing, LongRun.Patience);
        var (before, after) = (Latencies.Of(alone, indexed.HeardAt), Latencies.Of(beside, indexed.HeardAt));
        run.Note("healthy pictures, five a second; failing messages", $"2 x {Healthy}; {failing}");
        run.Must(report, 2 * Healthy);
        run.Must("all failing messages are dead letters", letters.Count == failing, $"{letters.Count}");
        run.Must(
            $"each was tried {Limit} times", letters.All(letter => letter.Attempts == Limit),
            $"{string.Join(", ", letters.Select(letter => letter.Attempts).Order().Distinct())}");
        run.Note("published to indexed, healthy pictures alone", $"{before}");
        run.Note("published to indexed, beside the failing ones", $"{after}");
    }

    private static async Task<Dictionary<string, long>> PublishSteadilyAsync(Cluster cluster, string prefix)
    {
        var published = new Dictionary<string, long>();
        using var timer = new PeriodicTimer(Pause);
        foreach (var picture in cluster.Pictures.Take(Healthy, prefix))
        {
            await timer.WaitForNextTickAsync();
            published[picture.ImageId] = Stopwatch.GetTimestamp();
            await cluster.Ledger.PublishAsync(picture.Announce(), Expected.Indexed, picture.Words);
        }

        return published;
    }
}
