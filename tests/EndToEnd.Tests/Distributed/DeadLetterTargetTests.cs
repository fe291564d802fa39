using RabbitMQ.Client;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The dead-letter queue full or gone when a message has to go there (row 10).</summary>
[Collection(SharedServers.Name)]
public sealed class DeadLetterTargetTests(SharedServers servers)
{
    private const string Policy = "full";
    private const int Malformed = 6;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Worker_DeadLetterQueueFull_KeepsTheMessagesUntilThereIsRoom()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "dead-letters-full");
        await cluster.StartReadyWorkerAsync();
        await cluster.Broker.SetPolicyAsync(Policy, QueueNames.DeadLetters, """{"max-length":1,"overflow":"reject-publish"}""");
        await PublishMalformedAsync(cluster);
        await Task.Delay(Outage);

        var depths = await cluster.Broker.QueueDepthsAsync();
        Assert.InRange(depths[QueueNames.DeadLetters], 1, Malformed - 1);
        Assert.Equal(Malformed, depths.Values.Sum());

        var letters = new List<DeadLetter>();
        using var clock = new CancellationTokenSource(Patience);
        while (letters.Count < Malformed)
        {
            Assert.False(clock.IsCancellationRequested, $"{letters.Count} of {Malformed} dead letters came.");
            letters.AddRange(await cluster.Broker.TakeDeadLettersAsync());
            await Task.Delay(200);
        }

        await AssertAllBuriedAsync(cluster, letters);
    }

    [Fact]
    public async Task Worker_DeadLetterQueueDeleted_MakesItAgainAndLosesNothing()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "dead-letters-gone");
        await cluster.StartReadyWorkerAsync();
        await cluster.Broker.OnChannelAsync(channel => channel.QueueDeleteAsync(QueueNames.DeadLetters));
        await PublishMalformedAsync(cluster);

        await AssertAllBuriedAsync(cluster, []);
    }

    private static async Task PublishMalformedAsync(Cluster cluster)
    {
        for (var i = 0; i < Malformed; i++)
            await cluster.Ledger.PublishBytesAsync(QueueNames.Bulk, $"malformed {i}", "{"u8.ToArray());
    }

    /// <summary>Every message arrives, once, and healthy pictures pass as before.</summary>
    private static async Task AssertAllBuriedAsync(Cluster cluster, List<DeadLetter> letters)
    {
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(10));
        var (report, rest) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(10, report.Indexed);
        Assert.Equal(
            Enumerable.Range(0, Malformed).Select(i => $"malformed {i}"),
            letters.Concat(rest).Select(letter => letter.MessageId).Order(StringComparer.Ordinal));
    }
}
