using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Indexing.Ingest;

/// <summary>The spans and instruments of the write path; OpenTelemetry names, seconds and bytes.</summary>
internal static class IngestTelemetry
{
    public const string Name = "Indexing.Ingest";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Pictures whose way began, those that are delivered again included.</summary>
    public static readonly Counter<long> Received = Meter.CreateCounter<long>("indexing.images.received", "{image}");

    public static readonly Counter<long> Indexed = Meter.CreateCounter<long>("indexing.images.indexed", "{image}");

    public static readonly Counter<long> Rejected = Meter.CreateCounter<long>("indexing.images.rejected", "{image}");

    /// <summary>Duration of a step by <c>stage</c>, waiting for its turn included.</summary>
    public static readonly Histogram<double> StageDuration = Meter.CreateHistogram<double>("indexing.stage.duration", "s");
}
