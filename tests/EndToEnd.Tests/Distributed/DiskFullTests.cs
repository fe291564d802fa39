using Microsoft.Data.Sqlite;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The disk of the embedded store full, and its writer killed in the middle of writing to it (row 11).</summary>
[Collection(SharedServers.Name)]
public sealed class DiskFullTests(SharedServers servers) : IDisposable
{
    private const int Pictures = 200;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly SmallDisk _disk = new(megabytes: 48);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Worker_DiskFull_SaysSoWaitsAndGoesOnWithAnUndamagedIndex()
    {
        var store = _disk.Combine("index");
        await using var cluster = await Cluster.CreateAsync(servers, "disk-full", store);
        var worker = await cluster.StartReadyWorkerAsync();
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Pictures));
        await cluster.WaitUntilFinishedAsync(10, Patience);

        _disk.Fill();
        await WaitUntilAwayAsync(worker);
        await Task.Delay(Outage);
        Assert.Empty(await cluster.Broker.PeekDeadLettersAsync());
        Assert.Contains("full", worker.Output, StringComparison.OrdinalIgnoreCase);
        await worker.KillAsync();
        _disk.Free();
        await cluster.StartReadyWorkerAsync();

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Pictures, report.Indexed);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(store, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var check = new SqliteCommand("pragma integrity_check", connection);
        Assert.Equal("ok", await check.ExecuteScalarAsync());
    }

    private static async Task WaitUntilAwayAsync(ServiceProcess worker)
    {
        using var clock = new CancellationTokenSource(Patience);
        while (await worker.IsReadyAsync())
        {
            Assert.False(clock.IsCancellationRequested, $"The worker calls itself ready although its disk is full.\n{worker.Output}");
            await Task.Delay(100);
        }
    }
}
