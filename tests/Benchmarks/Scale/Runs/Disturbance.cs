namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>What disturbed a measurement, in cores.</summary>
/// <param name="Others">Used by other programs.</param>
/// <param name="Stolen">Taken by the host of the virtual machine.</param>
internal sealed record Disturbance(double Others, double Stolen);
