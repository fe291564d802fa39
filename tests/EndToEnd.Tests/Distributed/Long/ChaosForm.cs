using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>Workers killed every few seconds, and the broker once, while 2,000 pictures are worked on (rows 1 and 5).</summary>
internal static class ChaosForm
{
    private const int Workers = 3;
    private static readonly TimeSpan BrokerAway = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(LongRun run)
    {
        var pictures = run.Pictures(2000);
        await using var cluster = await run.ClusterAsync("workers");
        await using var crew = await WorkerCrew.StartAsync(cluster, Workers);
        var clock = Stopwatch.StartNew();
        var publishing = cluster.Ledger.PublishAsync(cluster.Pictures.Take(pictures));
        var random = new Random();
        var (kills, brokerKills) = (0, 0);
        // What was lost would never finish: after the patience the books tell.
        while (await cluster.FinishedAsync() < pictures && clock.Elapsed < LongRun.Patience)
        {
            await Task.Delay(random.Next(2000, 4000));
            await crew.KillOneAsync(random);
            kills++;
            if (brokerKills == 0 && await cluster.FinishedAsync() > pictures / 3)
            {
                brokerKills++;
                await run.Servers.Broker.KillAsync();
                await Task.Delay(BrokerAway);
                await run.Servers.Broker.RestartAsync();
            }
        }

        await publishing;
        var (report, letters) = await cluster.SettleAsync(0, LongRun.Patience);
        run.Note("workers, pictures", $"{Workers}, {pictures}");
        run.Note("kills of a worker with -9, of the broker with -9", $"{kills}, {brokerKills}");
        run.Note("until everything was finished", $"{clock.Elapsed.TotalSeconds:0} s");
        run.Must(report, pictures);
        run.Must("dead letters", letters.Count == 0, $"{letters.Count}");
    }
}
