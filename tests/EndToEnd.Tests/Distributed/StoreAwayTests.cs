using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The vector store away in the middle of a backlog (row 6).</summary>
[Collection(SharedServers.Name)]
public sealed class StoreAwayTests(SharedServers servers)
{
    private const int Pictures = 400;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Worker_StoreAwayDuringABacklog_WaitsAndDrainsItAfterwards()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "store-away");
        cluster.Settings["SqliteVectorStore__BusyTimeout"] = "00:00:00.500";
        // So few attempts that a worker which did not wait would bury pictures within the outage.
        cluster.Settings["RabbitMq__TransientAttempts"] = "3";
        var worker = await cluster.StartReadyWorkerAsync();
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Pictures));
        await cluster.WaitUntilFinishedAsync(10, Patience);

        using (new WriteLock(cluster.StoreFolder))
        {
            var clock = Stopwatch.StartNew();
            while (await worker.IsReadyAsync())
            {
                Assert.True(clock.Elapsed < Patience, "The worker calls itself ready while its store is away.");
                await Task.Delay(100);
            }

            var finished = await cluster.FinishedAsync();
            await Task.Delay(Outage);
            Assert.Equal(finished, await cluster.FinishedAsync());
            Assert.False(await worker.IsReadyAsync());
            Assert.Empty(await cluster.Broker.PeekDeadLettersAsync());
        }

        await worker.WaitReadyAsync();
        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Pictures, report.Indexed);
        Assert.True(worker.IsRunning);
    }
}
