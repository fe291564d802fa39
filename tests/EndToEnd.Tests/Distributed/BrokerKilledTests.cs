namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The broker killed with -9 and restarted in mid-run, while a publisher publishes and workers work (row 5).</summary>
[Collection(SharedServers.Name)]
public sealed class BrokerKilledTests(SharedServers servers)
{
    private const int Before = 200;
    private const int Meanwhile = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Broker_KilledAndRestarted_PublisherAndWorkersResumeByThemselves()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "broker-killed");
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Before, "before"));
        await cluster.WaitUntilFinishedAsync(20, Patience);

        await cluster.Broker.WaitUntilDeclaredAsync(Patience);
        await servers.Broker.KillAsync();
        var publishing = cluster.Ledger.PublishAsync(cluster.Pictures.Take(Meanwhile, "meanwhile"));
        await servers.Broker.RestartAsync();
        await publishing.WaitAsync(Patience);

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Before + Meanwhile, report.Indexed);
        Assert.Equal(0, crew.Restarts);
    }
}
