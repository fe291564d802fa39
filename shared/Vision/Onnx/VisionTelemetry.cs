using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Indexing.Vision.Onnx;

/// <summary>The instruments of the networks; OpenTelemetry names, seconds. The tag <c>network</c> is the file's name in the pack.</summary>
internal static class VisionTelemetry
{
    public const string Name = "Indexing.Vision";

    private static readonly Meter Meter = new(Name);

    private static readonly ConcurrentDictionary<(string Network, string Provider), int> Loaded = new();

    /// <summary>Pictures or words of one run.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("indexing.batch.size", "{item}");

    /// <summary>From the call until a runner takes it.</summary>
    public static readonly Histogram<double> BatchWait = Meter.CreateHistogram<double>("indexing.batch.wait", "s");

    /// <summary>Runs that failed; those of more than one call were halved and run again.</summary>
    public static readonly Counter<long> BatchFailures = Meter.CreateCounter<long>("indexing.batch.failures", "{run}");

    /// <summary>Loaded networks by the device that runs them.</summary>
    public static readonly ObservableGauge<int> Provider =
        Meter.CreateObservableGauge("indexing.inference.provider", Providers, "{network}");

    public static void NetworkLoaded(string network, string provider) =>
        Loaded.AddOrUpdate((network, provider), 1, (_, count) => count + 1);

    public static void NetworkUnloaded(string network, string provider) =>
        Loaded.AddOrUpdate((network, provider), 0, (_, count) => count - 1);

    private static IEnumerable<Measurement<int>> Providers() => Loaded
        .Where(entry => entry.Value > 0)
        .Select(entry => new Measurement<int>(
            entry.Value, new("network", entry.Key.Network), new("provider", entry.Key.Provider)));
}
