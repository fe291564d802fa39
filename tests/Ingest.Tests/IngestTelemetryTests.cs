using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Ingest.Tests;

/// <summary>Alone in the process while it runs: counters count the pictures of all tests.</summary>
[CollectionDefinition("counts pictures", DisableParallelization = true)]
public sealed class CountsPictures;

[Collection("counts pictures")]
public sealed class IngestTelemetryTests : IAsyncDisposable
{
    private readonly IngestFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Ingest_Picture_HasASpanThatNamesItFromTheStart()
    {
        var started = new ConcurrentQueue<string>();
        using var listener = Listen(activity =>
        {
            if (activity.OperationName == "ingest")
                started.Enqueue($"{activity.GetTagItem("indexing.tenant")}/{activity.GetTagItem("indexing.image.id")}");
        });

        await _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) }, image: "telling");

        Assert.Equal(["default/telling"], started);
    }

    [Fact]
    public async Task Ingest_Picture_HasASpanForEveryStepBelowItsOwn()
    {
        var steps = new ConcurrentQueue<string>();
        using var listener = Listen(activity =>
        {
            // The parent itself, not its id alone: who listens to a step must be able to ask which picture it is.
            if (activity.Parent is { OperationName: "ingest" } parent)
                steps.Enqueue($"{activity.OperationName} of {parent.GetTagItem("indexing.image.id")}");
        });

        await _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) }, image: "a");

        Assert.Equal(["fetch of a", "decode of a", "detect of a", "embed of a", "replace of a"], steps);
    }

    [Fact]
    public async Task Ingest_InsideAnotherSpan_BelongsToItsTrace()
    {
        var traces = new ConcurrentQueue<ActivityTraceId>();
        using var listener = Listen(activity => traces.Enqueue(activity.TraceId));
        using var consumed = new Activity("consume").Start();

        await _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) });

        Assert.Equal([consumed.TraceId], traces.Distinct());
    }

    [Fact]
    public async Task Ingest_GoodAndBadPicture_CountsReceivedIndexedAndRejected()
    {
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Meter.Name == "Indexing.Ingest")
                meter.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();

        await _fixture.IngestAsync(new ImageSource { Inline = TestPictures.Png(1) });
        await _fixture.IngestAsync(new ImageSource { Inline = [] }, version: 2);

        Assert.Equal(
            (2, 1, 1),
            (counts["indexing.images.received"], counts["indexing.images.indexed"], counts["indexing.images.rejected"]));
    }

    private static ActivityListener Listen(Action<Activity> started)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Indexing.Ingest",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
