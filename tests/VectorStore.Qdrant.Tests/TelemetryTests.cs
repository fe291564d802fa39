using System.Diagnostics;
using System.Diagnostics.Metrics;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

public sealed class TelemetryTests
{
    private const string Name = "Indexing.VectorStore.Qdrant";

    [Fact]
    public async Task Requests_AnsweredAndRefused_AreMeasuredByTheConventions()
    {
        string prefix = $"telemetry-{Guid.NewGuid():N}"; // other tests run at the same time and are heard too
        var measured = new List<Dictionary<string, object?>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Name && instrument.Name == "db.client.operation.duration" && instrument.Unit == "s")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (measured)
                measured.Add(tags.ToArray().ToDictionary());
        });
        listener.Start();
        bool broken = false;
        using QdrantVectorStore store = StoreFactory.Open(
            new ScriptedServer(new QdrantModelServer(), _ => broken ? ScriptedServer.Error(503, "away") : null),
            configure: options => options.CollectionPrefix = prefix);

        await store.GetImagesAsync([new("tenant", "a")], CancellationToken.None);
        broken = true;
        await Assert.ThrowsAsync<VectorStoreException>(() => store.GetImagesAsync([new("tenant", "a")], CancellationToken.None));

        List<Dictionary<string, object?>> scrolls;
        lock (measured)
            scrolls = [.. measured.Where(tags =>
                Equals(tags["db.collection.name"], $"{prefix}-images-1") && Equals(tags["db.operation.name"], "scroll"))];
        Assert.Equal([null, null, "503"], scrolls.Select(tags => tags.GetValueOrDefault("error.type")));
        Assert.All(scrolls, tags => Assert.Equal("qdrant", tags["db.system.name"]));
    }

    [Fact]
    public async Task Requests_InATrace_AreClientSpans()
    {
        using var root = new Activity("test").Start();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == root.TraceId)
                    lock (spans)
                        spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using QdrantVectorStore store = StoreFactory.Open(new QdrantModelServer());

        await store.GetImagesAsync([new("tenant", "a")], CancellationToken.None);

        Activity scroll = spans.Last();
        Assert.Equal(("scroll conformance-images-1", ActivityKind.Client), (scroll.DisplayName, scroll.Kind));
        Assert.Equal("qdrant.test", scroll.GetTagItem("server.address"));
    }
}
