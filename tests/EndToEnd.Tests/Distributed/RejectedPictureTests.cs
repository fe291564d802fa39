namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Bad, odd and good pictures through the broker (row 3).</summary>
[Collection(SharedServers.Name)]
public sealed class RejectedPictureTests(SharedServers servers)
{
    private const int Healthy = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Worker_BadPicturesAmongGoodOnes_RejectsEachOnceWithItsReason()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "rejected-picture");
        await cluster.StartReadyWorkerAsync();
        await using var rejected = await EventSubscription.StartAsync(cluster.Broker.Address, QueueNames.RejectedEvents);
        await using var indexed = await EventSubscription.StartAsync(cluster.Broker.Address, QueueNames.IndexedEvents);
        BadPictures.AddTo(cluster.Workplace);
        var expected = BadPictures.Bad.Append(("missing.png", "not_found")).ToList();

        foreach (var (name, reason) in expected)
            await cluster.Ledger.PublishAsync(cluster.Own(name).Announce(), Expected.Rejected(reason));
        await cluster.Ledger.PublishAsync(BadPictures.Odd.Select(cluster.Own));
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(Healthy));

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(BadPictures.Odd.Count + Healthy, report.Indexed);
        Assert.Equal(
            expected.Select(picture => $"{picture.Item1} {picture.Item2}").Order(StringComparer.Ordinal),
            rejected.Events.Select(e => $"{e.GetProperty("imageId").GetString()} {e.GetProperty("reason").GetString()}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(report.Indexed, indexed.Events.Count);
        Assert.Empty((await cluster.Broker.QueueDepthsAsync()).Where(queue => queue.Value > 0));
    }
}
