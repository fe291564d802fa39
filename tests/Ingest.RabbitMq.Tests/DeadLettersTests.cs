using Indexing.VectorStore;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>What a person does with dead letters, and what happens when their queue does not take them.</summary>
public sealed class DeadLettersTests(SharedBroker shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_AgainAndAgain_TakesNothingAway()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        for (var i = 0; i < 3; i++)
            await publisher.PublishAsync($"{i}", IngestQueues.DeadLetters);

        for (var round = 0; round < 25; round++)
            Assert.Equal(["0", "1", "2"], (await publisher.DeadLettersAsync(3)).Select(letter => letter.Body));
    }

    [Fact]
    public async Task ReplayAsync_AfterTheCauseIsMended_IndexesWithoutTraceOfTheFailure()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { Failure = _ => new VectorStoreException("Broken.", isTransient: false) };
        await using var worker = await WorkerHost.StartAsync(publisher.Address, stores);
        await publisher.PublishAsync(Publisher.Picture("a"), headers: new Dictionary<string, object?> { ["team"] = "archive" });
        await publisher.DeadLettersAsync(1);
        await publisher.DieWithMessageAsync(IngestQueues.DeadLetters);
        stores.Failure = _ => null;

        await ReplayOneAsync(publisher);

        await Eventually.HoldsAsync(() => stores.Indexed.Contains("a"));
        Assert.Empty(await publisher.DeadLettersAsync(0));
    }

    [Fact]
    public async Task ReplayAsync_ThatFailsAgain_StartsToCountAnew()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { Failure = _ => new VectorStoreException("Still.", isTransient: true) };
        await using var worker = await WorkerHost.StartAsync(
            publisher.Address, stores, new KeyValuePair<string, string?>("RabbitMq:TransientAttempts", "2"));
        await publisher.PublishAsync(Publisher.Picture("a"));
        await publisher.DeadLettersAsync(1);

        await ReplayOneAsync(publisher);
        await Eventually.HoldsAsync(() => stores.Tries["a"] == 4);

        Assert.Equal(2, Assert.Single(await publisher.DeadLettersAsync(1)).Attempts);
    }

    [Fact]
    public async Task ReplayAsync_SelectedOnes_LeavesTheOthers()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        foreach (var reason in new[] { "defect", "process_died", "defect" })
            await publisher.PublishAsync(
                reason, IngestQueues.DeadLetters,
                new Dictionary<string, object?> { [MessageHeaders.Reason] = reason, [MessageHeaders.OriginQueue] = IngestQueues.Bulk });

        var replayed = await publisher.DeadLetters.ReplayAsync(letter => letter.Reason == "defect", perSecond: 100, Cancellation);

        Assert.Equal(2, replayed);
        Assert.Equal(2u, await publisher.CountAsync(IngestQueues.Bulk));
        Assert.Equal("process_died", Assert.Single(await publisher.DeadLettersAsync(1)).Reason);
    }

    [Fact]
    public async Task PurgeAsync_SelectedOnes_RemovesThemOnly()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        for (var i = 0; i < 3; i++)
            await publisher.PublishAsync($"{i}", IngestQueues.DeadLetters);

        Assert.Equal(1, await publisher.DeadLetters.PurgeAsync(letter => letter.Body == "1", Cancellation));

        Assert.Equal(["0", "2"], (await publisher.DeadLettersAsync(2)).Select(letter => letter.Body).Order());
    }

    [Fact]
    public async Task DeadLetter_WhoseQueueWasDeleted_IsNotLost()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await using var worker = await WorkerHost.StartAsync(publisher.Address);
        await publisher.PublishAsync("{");
        await publisher.DeadLettersAsync(1);
        await publisher.Channel.QueueDeleteAsync(IngestQueues.DeadLetters, cancellationToken: Cancellation);

        await publisher.PublishAsync("[");

        // The test's own channel would be closed by asking for a queue that is not there yet.
        var virtualHost = publisher.Address.AbsolutePath[1..];
        await Eventually.HoldsAsync(
            async () => (await shared.Server.QueueDepthsAsync(virtualHost)).GetValueOrDefault(IngestQueues.DeadLetters) == 1,
            TimeSpan.FromSeconds(30));
    }

    /// <summary>What another reader had in hand comes back a moment after its channel is closed.</summary>
    private static Task ReplayOneAsync(Publisher publisher) => Eventually.HoldsAsync(
        async () => await publisher.DeadLetters.ReplayAsync(_ => true, perSecond: 100, Cancellation) == 1, TimeSpan.FromSeconds(30));
}
