using System.CommandLine;

namespace Indexing.Benchmarks.Scale;

/// <summary>
/// <c>scale</c>: a simulation of the write path, driven by the measured times of its stages, and how well it predicts what so many worker
/// processes really do. Does not show: other machines than the one that it runs on, a GPU, a remote store, a network between.
/// </summary>
internal static class ScaleCommand
{
    public static Command Create() => new("scale", "Predicts throughput, queue age and cost for N workers, and checks the prediction.")
    {
        MeasureCommand.Create(),
        CheckCommand.Create(),
        PredictCommand.Create(),
    };
}
