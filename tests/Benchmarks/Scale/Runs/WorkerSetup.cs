using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>Worker processes of a measured run.</summary>
/// <param name="Workers">How many.</param>
/// <param name="IsBound">Whether each has one core for itself alone, the cores in turn; otherwise each may use all.</param>
internal sealed record WorkerSetup(int Workers, bool IsBound)
{
    public string CoresPerWorker => IsBound ? "1" : "all";

    /// <summary>The core of a worker, or all.</summary>
    public int? CoreOf(int worker) => IsBound ? worker % Environment.ProcessorCount : null;

    /// <summary>The same for the model.</summary>
    public Scenario Predict(Calibration calibration) => calibration.Here with { Workers = Workers, IsBound = IsBound };
}
