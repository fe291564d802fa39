using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Indexing.Vision.Onnx;

/// <summary>The instruments of the networks; OpenTelemetry names, seconds. The tag <c>network</c> is the file's name in the pack.</summary>
internal static class VisionTelemetry
{
    public const string MeterName = "Indexing.Vision";

    private static readonly Meter Meter = new(MeterName);

    private static readonly ConcurrentDictionary<(string Network, string Provider, string Precision), int> Loaded = new();

    private static readonly ConcurrentDictionary<string, int> Limits = new();

    /// <summary>Pictures or words of one run.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("indexing.batch.size", "{item}");

    /// <summary>From the call until a runner takes it.</summary>
    public static readonly Histogram<double> BatchWait = Meter.CreateHistogram<double>("indexing.batch.wait", "s");

    /// <summary>Runs that failed; those of more than one call were halved and run again.</summary>
    public static readonly Counter<long> BatchFailures = Meter.CreateCounter<long>("indexing.batch.failures", "{run}");

    /// <summary>Faults of the device by <c>fault</c>: <c>out_of_memory</c>, <c>lost</c>.</summary>
    public static readonly Counter<long> DeviceFaults = Meter.CreateCounter<long>("indexing.inference.faults", "{fault}");

    /// <summary>
    /// Parts of a call of a network by <c>part</c>: <c>prepare</c> (pixels into the tensor: padding, cropping), <c>run</c>, <c>read</c>
    /// (out of the tensors: regions, posteriors).
    /// </summary>
    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram<double>("indexing.inference.duration", "s");

    /// <summary>Loaded networks by the device that runs them and by what they compute in.</summary>
    public static readonly ObservableGauge<int> Provider =
        Meter.CreateObservableGauge("indexing.inference.provider", Providers, "{network}");

    /// <summary>Most items of a batch since the memory of the device was too small for more.</summary>
    public static readonly ObservableGauge<int> BatchLimit =
        Meter.CreateObservableGauge("indexing.batch.limit", BatchLimits, "{item}");

    public static void NetworkLoaded(string network, string provider, Precision precision) =>
        Loaded.AddOrUpdate((network, provider, precision.Name()), 1, (_, count) => count + 1);

    public static void NetworkUnloaded(string network, string provider, Precision precision) =>
        Loaded.AddOrUpdate((network, provider, precision.Name()), 0, (_, count) => count - 1);

    public static void SetBatchLimit(string network, int limit) => Limits[network] = limit;

    private static IEnumerable<Measurement<int>> Providers() => Loaded
        .Where(entry => entry.Value > 0)
        .Select(entry => new Measurement<int>(
            entry.Value,
            new("network", entry.Key.Network),
            new("provider", entry.Key.Provider),
            new("precision", entry.Key.Precision)));

    private static IEnumerable<Measurement<int>> BatchLimits() =>
        Limits.Select(entry => new Measurement<int>(entry.Value, new KeyValuePair<string, object?>("network", entry.Key)));
}
