using Indexing.VectorStore;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>What becomes of each kind of message.</summary>
public sealed class LaneTests(SharedBroker shared)
{
    private const string Envelope = "application/vnd.masstransit+json";

    [Theory]
    [InlineData(IngestQueues.Bulk)]
    [InlineData(IngestQueues.Interactive)]
    public async Task PlainJson_InAnyWorkQueue_IsIndexed(string queue)
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await publisher.PublishAsync(Publisher.Picture("a"), queue);

        await Eventually.HoldsAsync(() => worker.Stores.Indexed.Contains("a"));
    }

    [Fact]
    public async Task Envelope_OfMassTransit_IsIndexed()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await publisher.PublishAsync(
            """
            {"messageId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","messageType":["urn:message:Indexing.Contracts:IngestImage"],
             "message":{"imageId":"enveloped","version":1,"source":{"uri":"test://blobs/a"}}}
            """,
            type: Envelope);

        await Eventually.HoldsAsync(() => worker.Stores.Indexed.Contains("enveloped"));
    }

    [Theory]
    [InlineData("""{"imageId": """, "application/json", "malformed_json")]
    [InlineData("""{"imageId":"a","version":1}""", "application/json", "malformed_json")]
    [InlineData("""{"imageId":null,"version":1,"source":{"uri":"test://blobs/a"}}""", "application/json", "invalid_message")]
    [InlineData("""{"imageId":"a","version":-1,"source":{"uri":"test://blobs/a"}}""", "application/json", "invalid_message")]
    [InlineData("""{"imageId":"a","version":1,"source":{}}""", "application/json", "invalid_message")]
    [InlineData(
        """{"schemaVersion":2,"imageId":"a","version":1,"source":{"uri":"test://blobs/a"}}""",
        "application/json",
        "unknown_schema_version")]
    [InlineData("""{"messageType":["urn:message:Other:Thing"],"message":{}}""", Envelope, "unknown_message_type")]
    public async Task Message_ThatNobodyCanWorkOn_IsOneDeadLetterWithItsReason(string body, string type, string reason)
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await publisher.PublishAsync(
            body, headers: new Dictionary<string, object?> { ["x-team"] = "archive", ["team"] = "archive" }, type: type);

        var letter = Assert.Single(await publisher.DeadLettersAsync(1));
        Assert.Equal((reason, "permanent", 1, IngestQueues.Bulk), (letter.Reason, letter.Class, letter.Attempts, letter.OriginQueue));
        Assert.Equal(body, letter.Body);
        Assert.Equal("from-the-test", letter.Id);
        Assert.Equal(new Dictionary<string, string> { ["x-team"] = "archive", ["team"] = "archive" }, letter.Headers);
        Assert.All([letter.FirstError, letter.LastError, letter.LastFailedAt, letter.Worker], Assert.NotNull);
        Assert.Equal("scene-text/2", letter.Model);
        Assert.Empty(worker.Stores.Written);
    }

    [Fact]
    public async Task Message_WhoseWriteAlwaysFailsWhileTheStoreAnswers_HasExactlyTheAllowedAttempts()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores
        {
            Failure = id => id == "bad" ? new VectorStoreException("Only this one.", isTransient: true) : null,
        };
        await using var worker = await WorkerHost.StartAsync(
            publisher.Address, stores, new KeyValuePair<string, string?>("RabbitMq:TransientAttempts", "3"));

        await publisher.PublishAsync(Publisher.Picture("bad"));
        await publisher.PublishAsync(Publisher.Picture("good"));

        var letter = Assert.Single(await publisher.DeadLettersAsync(1));
        Assert.Equal(("attempts_exhausted", "transient", 3), (letter.Reason, letter.Class, letter.Attempts));
        Assert.Contains("Only this one.", letter.FirstError!, StringComparison.Ordinal);
        Assert.Equal(3, stores.Tries["bad"]);
        Assert.Contains("good", stores.Indexed);
    }

    [Fact]
    public async Task Message_ThatFailsForGood_IsADeadLetterAtTheFirstAttempt()
    {
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        var stores = new ScriptedStores { Failure = _ => new VectorStoreException("Another dimension.", isTransient: false) };
        await using var worker = await WorkerHost.StartAsync(publisher.Address, stores);

        await publisher.PublishAsync(Publisher.Picture("a"));

        var letter = Assert.Single(await publisher.DeadLettersAsync(1));
        Assert.Equal(("store_failed", "permanent", 1), (letter.Reason, letter.Class, letter.Attempts));
        Assert.Equal(1, stores.Tries["a"]);
    }
}
