namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Workers killed with -9 at random moments under load (reliability.md, row 1).</summary>
[Collection(SharedServers.Name)]
public sealed class WorkerKilledTests(SharedServers servers)
{
    private const int Pictures = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Workers_KilledAtRandom_LoseDoubleAndBuryNothing()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "worker-killed");
        await using var crew = await WorkerCrew.StartAsync(cluster, 3);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Pictures));

        var kills = 0;
        while (await cluster.FinishedAsync() < Pictures && kills < 12)
        {
            await Task.Delay(Random.Shared.Next(300, 1500));
            await crew.KillOneAsync(Random.Shared);
            kills++;
        }

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Pictures, report.Indexed);
        Assert.True(kills >= 3, $"Only {kills} kills: the load ended too early to show anything.");
    }
}
