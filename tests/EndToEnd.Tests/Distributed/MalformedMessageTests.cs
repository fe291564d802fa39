using System.Text;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Messages that can never be worked on (row 12).</summary>
[Collection(SharedServers.Name)]
public sealed class MalformedMessageTests(SharedServers servers)
{
    private const string Uri = "file:///nowhere.png";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly (string Reason, string Body)[] Messages =
    [
        ("malformed_json", """{"imageId": "half", "ver"""),
        ("malformed_json", "no JSON at all"),
        ("unknown_schema_version", $$$"""{"schemaVersion": 99, "imageId": "future", "version": 1, "source": {"uri": "{{{Uri}}}"}}"""),
        ("malformed_json", $$$"""{"schemaVersion": 1, "version": 1, "source": {"uri": "{{{Uri}}}"}}"""),
        ("invalid_message", """{"schemaVersion": 1, "imageId": "sourceless", "version": 1, "source": {}}"""),
        ("invalid_message", $$$"""{"schemaVersion": 1, "imageId": "negative", "version": -1, "source": {"uri": "{{{Uri}}}"}}"""),
        ("inline_too_large", $$$"""{"imageId": "large", "version": 1, "source": {"inline": "{{{Base64(300 * 1024)}}}"}}"""),
    ];

    [Fact]
    public async Task Worker_MessagesThatCannotBeWorkedOn_AreBuriedWithTheirReasonAtTheFirstAttempt()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "malformed-message");
        await cluster.StartReadyWorkerAsync();
        foreach (var (number, message) in Messages.Index())
            await cluster.Ledger.PublishBytesAsync(QueueNames.Bulk, Id(number), Encoding.UTF8.GetBytes(message.Body));
        await cluster.Ledger.PublishAsync(cluster.Pictures.Take(20));

        var (report, letters) = await cluster.SettleAsync(0, Patience);
        report.AssertClean();
        Assert.Equal(20, report.Indexed);
        Assert.Equal(
            Messages.Select((message, number) => $"{Id(number)} {message.Reason} permanent 1").Order(StringComparer.Ordinal),
            letters.Select(letter => $"{letter.MessageId} {letter.Reason} {letter.Class} {letter.Attempts}").Order(StringComparer.Ordinal));
        Assert.All(letters, letter => Assert.Equal(Messages[Number(letter)].Body, Encoding.UTF8.GetString(letter.Body)));
        Assert.All(letters, letter => Assert.Equal(QueueNames.Bulk, letter.OriginQueue));
    }

    [Fact]
    public async Task Publish_QueueThatDoesNotExist_IsAnErrorAndNoLoss()
    {
        await using var cluster = await Cluster.CreateAsync(servers, "no-queue");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => cluster.Ledger.PublishAsync(cluster.Pictures.Take(1).Single().Announce(), Expected.Indexed));

        Assert.Contains("no queue 'indexing.bulk'", error.Message, StringComparison.Ordinal);
    }

    private static string Id(int number) => $"message {number}";

    private static int Number(DeadLetter letter) => int.Parse(letter.MessageId!.AsSpan("message ".Length));

    private static string Base64(int bytes) => Convert.ToBase64String(new byte[bytes]);
}
