using Indexing.Contracts;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>A store is away: work waits, nothing is burnt, and it goes on by itself.</summary>
public sealed class OutageTests(SharedBroker shared)
{
    private const int Pictures = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outage_OfAStore_HoldsEverythingAndEndsByItself(bool isVectorStore)
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { IsAway = isVectorStore, AreBlobsAway = !isVectorStore };
        await using var worker = await WorkerHost.StartAsync(publisher.Address, stores);
        for (var i = 0; i < Pictures; i++)
            await publisher.PublishAsync(Publisher.Picture($"{i}") with { Source = new ImageSource { Uri = "test://blobs/a" } });

        // Long enough for many attempts, if there were any.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var (waiting, dead) = (await publisher.CountAsync(IngestQueues.Bulk), await publisher.CountAsync(IngestQueues.DeadLetters));
        var tries = stores.Tries.Values.Sum();
        (stores.IsAway, stores.AreBlobsAway) = (false, false);
        await Eventually.HoldsAsync(() => stores.Indexed.Count() == Pictures);

        Assert.Equal(0u, dead);
        // The rest of the backlog never left the broker.
        Assert.InRange(waiting, 1u, (uint)Pictures);
        // Every picture in hand once, none again.
        Assert.InRange(tries, 0, new IngestOptions().PicturesInHand());
        Assert.Empty(await publisher.DeadLettersAsync(0));
    }

    [Fact]
    public async Task Outage_WhenTheWorkerIsStopped_HandsTheMessagesBack()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { IsAway = true };
        await using (await WorkerHost.StartAsync(publisher.Address, stores))
        {
            await publisher.PublishAsync(Publisher.Picture("a"));
            await Eventually.HoldsAsync(() => stores.Tries.ContainsKey("a"));
        }

        stores.IsAway = false;
        await using var another = await WorkerHost.StartAsync(publisher.Address, stores);
        await Eventually.HoldsAsync(() => stores.Indexed.Contains("a"));

        Assert.Empty(await publisher.DeadLettersAsync(0));
        Assert.Equal(2, stores.Tries["a"]);
    }

    [Fact]
    public async Task Outage_OfTheBlobStore_DoesNotHoldPicturesThatNeedNone()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { AreBlobsAway = true };
        await using var worker = await WorkerHost.StartAsync(
            publisher.Address, stores, new KeyValuePair<string, string?>("Ingest:Parallel", "4"));
        await publisher.PublishAsync("""{"imageId":"waits","version":1,"source":{"uri":"test://blobs/a"}}""");

        await publisher.PublishAsync(Publisher.Picture("inline"));

        await Eventually.HoldsAsync(() => stores.Indexed.Contains("inline"));
        Assert.DoesNotContain("waits", stores.Indexed);
    }
}
