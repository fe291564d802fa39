using Indexing.Contracts;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>A picture that kills every process that works on it, among healthy ones (row 4).</summary>
[Collection(SharedServers.Name)]
public sealed class KillerPictureTests(SharedServers servers)
{
    private const string Killer = "killer";
    private const int Healthy = 100;
    private const int MostAttempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Worker_PictureThatKillsTheProcess_IsBuriedAloneAfterFewAttempts()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "killer-picture");
        cluster.Settings["DOTNET_STARTUP_HOOKS"] = typeof(KillerPictureTests).Assembly.Location;
        cluster.Settings[StartupHook.ImageVariable] = Killer;
        // More in hand than one: the neighbours of the killer are redelivered with it.
        cluster.Settings["Ingest__Parallel"] = "2";
        cluster.Settings["RabbitMq__Prefetch"] = "16";
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);

        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Healthy / 2, "before"));
        IngestImage killer = cluster.Pictures.Take(1, "file").Single().Announce() with { ImageId = Killer };
        await cluster.Ledger.PublishAsync(killer, Expected.DeadLetter("process_died"));
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Healthy / 2, "after"));

        var (report, letters) = await cluster.SettleAsync(1, Patience);
        report.AssertClean();
        Assert.Equal(Healthy, report.Indexed);
        var letter = Assert.Single(letters);
        Assert.Equal(("process_died", "killer"), (letter.Reason, letter.Class));
        Assert.InRange(letter.Attempts, 2, MostAttempts);
        Assert.InRange(crew.Restarts, 1, MostAttempts);
        await Task.WhenAll(crew.Workers.Select(worker => worker.WaitReadyAsync()));
    }
}
