using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Spans and instruments of the lanes; OpenTelemetry names, seconds.</summary>
internal static class RabbitMqTelemetry
{
    private const string Name = "Indexing.Ingest.RabbitMq";
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";
    private const string BusActivityId = "MT-Activity-Id";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> DeadLettered = Meter.CreateCounter<long>("indexing.images.dead_lettered", "{image}");

    public static readonly Counter<long> Parked = Meter.CreateCounter<long>("indexing.images.parked", "{image}");

    public static readonly Counter<long> Quarantined = Meter.CreateCounter<long>("indexing.images.quarantined", "{image}");

    private static readonly Histogram<double> QueueAge = Meter.CreateHistogram<double>("indexing.queue.age", "s");

    /// <summary>Records how long the message waited, and continues the trace of a publisher that is not MassTransit.</summary>
    public static Activity? Received(DeliveredMessage message)
    {
        if (message.PublishedAt is { } published)
            QueueAge.Record(
                Math.Max(0, (TimeProvider.System.GetUtcNow() - published).TotalSeconds),
                new KeyValuePair<string, object?>("queue", message.Queue));
        if (message.Text(BusActivityId) is not null
            || !ActivityContext.TryParse(message.Text(TraceParent), message.Text(TraceState), isRemote: true, out var publisher))
            return null;
        var activity = Source.StartActivity($"process {message.OriginQueue}", ActivityKind.Consumer, publisher);
        activity?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", message.OriginQueue);
        return activity;
    }
}
