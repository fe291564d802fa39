using System.Collections.Concurrent;
using System.Diagnostics;

namespace Indexing.Ingest.RabbitMq.Tests;

public sealed class TraceTests(SharedBroker shared)
{
    [Fact]
    public async Task TraceParent_OfAPublisherInAnotherLanguage_IsContinuedToTheStore()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var spans = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Indexing.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId.ToHexString() == trace)
                    spans.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var publisher = await Publisher.ConnectAsync(await shared.EmptyAsync());
        await using var worker = await WorkerHost.StartAsync(publisher.Address);

        await publisher.PublishAsync(
            Publisher.Picture("a"), headers: new Dictionary<string, object?> { ["traceparent"] = $"00-{trace}-00f067aa0ba902b7-01" });

        await Eventually.HoldsAsync(() => spans.Contains("process indexing.bulk"));
        Assert.Superset(new HashSet<string> { "ingest", "fetch", "decode", "detect", "embed", "replace" }, spans.ToHashSet());
    }
}
