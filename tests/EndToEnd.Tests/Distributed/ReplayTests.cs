using System.Diagnostics;
using System.Globalization;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Dead letters sent back by an operator with <c>indexing dlq replay</c> (row 13).</summary>
[Collection(SharedServers.Name)]
public sealed class ReplayTests(SharedServers servers)
{
    private const int Failing = 10;
    private const int Limit = 2;
    private const int PerSecond = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Replay_AfterTheCauseIsGone_IndexesEverythingOnceAndCountsAttemptsAnew()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "replay");
        var picture = cluster.Pictures.Take(1).Single();
        await using var web = await PictureServer.StartAsync(cluster, picture);
        cluster.Settings["RabbitMq__TransientAttempts"] = Limit.ToString(CultureInfo.InvariantCulture);
        cluster.Settings["Ingest__Parallel"] = "4";
        await cluster.StartReadyWorkerAsync();
        await Parallel.ForEachAsync(
            web.Announce("flaky", Failing),
            async (image, _) => await cluster.Ledger.PublishAsync(image, Expected.Indexed, picture.Words));
        await WaitForDeadLettersAsync(cluster);

        // The cause is still there: everything comes back, and the attempts are those of this time.
        await ReplayAsync(cluster, Failing);
        Assert.All(await WaitForDeadLettersAsync(cluster), letter => Assert.Equal(Limit, letter.Attempts));

        web.IsMended = true;
        var clock = Stopwatch.StartNew();
        await ReplayAsync(cluster, Failing);
        Assert.True(
            clock.Elapsed >= TimeSpan.FromSeconds((Failing - 1.0) / PerSecond), $"{Failing} were sent back within {clock.Elapsed}.");
        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Failing, report.Indexed);
        await ReplayAsync(cluster, 0);
    }

    private static async Task ReplayAsync(Cluster cluster, int expected)
    {
        using var replay = await cluster.Workplace.RunAsync(
            0, "dlq", "replay", "--broker", cluster.Broker.Address.OriginalString,
            "--rate", PerSecond.ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"{expected} sent back.", replay.Output, StringComparison.Ordinal);
    }

    private static async Task<List<DeadLetter>> WaitForDeadLettersAsync(Cluster cluster)
    {
        await cluster.Broker.WaitUntilIdleAsync(Patience);
        var letters = await cluster.Broker.PeekDeadLettersAsync();
        Assert.Equal(Failing, letters.Count);
        return letters;
    }
}
