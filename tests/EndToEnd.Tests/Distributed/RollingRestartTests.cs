namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>SIGTERM to one worker after the other under load (row 2).</summary>
[Collection(SharedServers.Name)]
public sealed class RollingRestartTests(SharedServers servers)
{
    private const int Pictures = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The grace period that the chart gives a worker.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Workers_TerminatedOneAfterTheOther_FinishOrHandBackWhatTheyHold()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "rolling-restart");
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Pictures));

        var ends = await crew.RollAsync();

        Assert.True(await cluster.FinishedAsync() < Pictures, "The load ended before the restarts.");
        Assert.All(ends, end => Assert.Equal(0, end.ExitCode));
        Assert.All(ends, end => Assert.True(end.Took < Grace, $"It took {end.Took.TotalSeconds:0.0} s to end."));
        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Pictures, report.Indexed);
    }
}
