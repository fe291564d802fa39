using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The same message several times at once, versions out of order, and messages that come after a deletion (row 8).</summary>
[Collection(SharedServers.Name)]
public sealed class OrderTests(SharedServers servers)
{
    private const int Shuffled = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Workers_SameMessageThreeTimesAtOnce_IndexItOnce()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "same-message");
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        var pictures = cluster.Pictures.Take(20).ToList();

        await cluster.Ledger.PublishAsync(pictures.SelectMany(picture => Enumerable.Repeat(picture, 3)));

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(pictures.Count, report.Indexed);
    }

    [Fact]
    public async Task Workers_OldVersionAfterADeletion_StaysDeleted()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "after-deletion");
        await cluster.StartReadyWorkerAsync();
        var picture = cluster.Pictures.Take(1).Single();
        async Task FinishAsync() => await cluster.Broker.WaitUntilIdleAsync(Patience);

        await cluster.Ledger.PublishAsync(picture.Announce(1), Expected.Indexed, picture.Words);
        await FinishAsync();
        await cluster.Ledger.PublishAsync(picture.Announce(2), Expected.Indexed, picture.Words);
        await FinishAsync();
        Assert.Equal((2, ImageStatus.Indexed), await StateAsync(cluster, picture.ImageId));
        await cluster.Ledger.PublishAsync(new DeleteImage { ImageId = picture.ImageId, Version = 3 });
        await FinishAsync();
        await cluster.Ledger.PublishAsync(picture.Announce(1), Expected.Indexed, picture.Words);

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal((3, ImageStatus.Deleted), await StateAsync(cluster, picture.ImageId));
    }

    [Fact]
    public async Task Workers_VersionsAndDeletionsInAnyOrder_EndWithTheNewest()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "any-order");
        await using var crew = await WorkerCrew.StartAsync(cluster, 2);
        var messages = cluster.Pictures.Take(Shuffled)
            .SelectMany((picture, number) => Enumerable.Range(1, 4).Select(version => (picture, version, IsLast: version == 4, number)))
            .ToArray();
        Random.Shared.Shuffle(messages);

        await Parallel.ForEachAsync(messages, async (message, _) =>
        {
            // Every other picture ends deleted.
            if (message.IsLast && message.number % 2 == 0)
                await cluster.Ledger.PublishAsync(new DeleteImage { ImageId = message.picture.ImageId, Version = message.version });
            else
                await cluster.Ledger.PublishAsync(message.picture.Announce(message.version), Expected.Indexed, message.picture.Words);
        });

        var (report, _) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(Shuffled / 2, report.Indexed);
    }

    private static async Task<(long Version, ImageStatus Status)> StateAsync(Cluster cluster, string imageId)
    {
        var record = Assert.Single(await cluster.Store.GetImagesAsync([new ImageKey("default", imageId)], CancellationToken.None));
        return (record.Version, record.Status);
    }
}
