using System.Diagnostics.Metrics;
using Indexing.VectorStore;

namespace Indexing.Generations;

/// <summary>The instruments of generations.</summary>
internal static class GenerationsTelemetry
{
    public const string MeterName = "Indexing.Generations";

    private static readonly Meter Meter = new(MeterName);

    private static volatile Tuple<string, string>? Latest;

    /// <summary>1 for the generation in use, with its name and model pack.</summary>
    public static readonly ObservableGauge<int> InUse = Meter.CreateObservableGauge("indexing.generation.in_use", Measure, "{generation}");

    public static void Use(Generation generation, string model) => Latest = Tuple.Create(generation.Name, model);

    private static IEnumerable<Measurement<int>> Measure() => Latest is { } inUse
        ? [new Measurement<int>(1, new("generation", inUse.Item1), new("model", inUse.Item2))]
        : [];
}
