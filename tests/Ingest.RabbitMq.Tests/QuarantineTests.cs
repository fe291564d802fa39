namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>Messages that were in hand when a process died.</summary>
public sealed class QuarantineTests(SharedBroker shared)
{
    [Fact]
    public async Task Picture_ThatWasInHandOfADeadProcess_IsIndexed()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await publisher.PublishAsync(Publisher.Picture("innocent"));
        await publisher.DieWithMessageAsync(IngestQueues.Bulk);

        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await Eventually.HoldsAsync(() => worker.Stores.Indexed.Contains("innocent"));
        Assert.Empty(await publisher.DeadLettersAsync(0));
    }

    [Fact]
    public async Task Picture_ThatEndedAsManyProcessesAsAllowed_IsADeadLetterWithoutAnotherAttempt()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await publisher.PublishAsync(
            Publisher.Picture("killer"), IngestQueues.Quarantine,
            new Dictionary<string, object?> { [MessageHeaders.OriginQueue] = IngestQueues.Interactive });
        for (var death = 1; death < 5; death++)
            await publisher.DieWithMessageAsync(IngestQueues.Quarantine);

        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        var letter = Assert.Single(await publisher.DeadLettersAsync(1));
        Assert.Equal(("process_died", "killer", 5, IngestQueues.Interactive),
            (letter.Reason, letter.Class, letter.Attempts, letter.OriginQueue));
        Assert.Empty(worker.Stores.Tries);
    }

    [Fact]
    public async Task Picture_OneDeathBelowTheLimit_IsWorkedOnOnceMore()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await publisher.PublishAsync(Publisher.Picture("unlucky"), IngestQueues.Quarantine);
        for (var death = 1; death < 4; death++)
            await publisher.DieWithMessageAsync(IngestQueues.Quarantine);

        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await Eventually.HoldsAsync(() => worker.Stores.Indexed.Contains("unlucky"));
        Assert.Empty(await publisher.DeadLettersAsync(0));
    }
}
