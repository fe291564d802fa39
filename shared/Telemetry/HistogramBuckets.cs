using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Indexing.Telemetry;

/// <summary>Bucket boundaries for the histograms of our libraries; those of others bring their own or take the SDK's.</summary>
internal static class HistogramBuckets
{
    /// <summary>Seconds: a scan takes milliseconds, a picture tenths, a picture behind an outage half an hour.</summary>
    private static readonly ExplicitBucketHistogramConfiguration Seconds = new()
    {
        Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    };

    /// <summary>Counts of things worked on together.</summary>
    private static readonly ExplicitBucketHistogramConfiguration Counts = new()
    {
        Boundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    };

    public static MetricStreamConfiguration? Choose(Instrument instrument)
    {
        if (!instrument.Meter.Name.StartsWith("Indexing.", StringComparison.Ordinal) || !IsHistogram(instrument))
            return null;
        return instrument.Unit switch
        {
            "s" => Seconds,
            "By" => null,
            _ => Counts,
        };
    }

    private static bool IsHistogram(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Histogram<>);
}
