namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Many messages that fail at every attempt, among healthy ones (row 9).</summary>
[Collection(SharedServers.Name)]
public sealed class AlwaysFailingTests(SharedServers servers)
{
    private const int Failing = 40;
    private const int Healthy = 60;
    private const int Limit = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Worker_MessagesThatAlwaysFail_AreTriedExactlyAsOftenAsAllowed()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "always-failing");
        await using var web = await PictureServer.StartAsync(cluster, cluster.Pictures.Take(1).Single());
        cluster.Settings["RabbitMq__TransientAttempts"] = $"{Limit}";
        cluster.Settings["Ingest__Parallel"] = "8";
        await cluster.StartReadyWorkerAsync();

        await Parallel.ForEachAsync(
            web.Announce("failing", Failing),
            async (image, _) => await cluster.Ledger.PublishAsync(image, Expected.DeadLetter("attempts_exhausted")));
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Healthy));

        var (report, letters) = await cluster.SettleAsync(Failing, Patience);
        report.AssertClean();
        Assert.Equal(Healthy, report.Indexed);
        Assert.Equal(Failing, letters.Count);
        Assert.All(letters, letter => Assert.Equal((Limit, "transient"), (letter.Attempts, letter.Class)));
        Assert.All(letters, letter => Assert.Contains("503", letter.Headers["indexing-first-error"], StringComparison.Ordinal));
    }
}
