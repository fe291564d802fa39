using System.Globalization;

namespace Indexing.Benchmarks.Load;

/// <summary>What one part of a load run has shown.</summary>
/// <param name="Mode">Mode of the search.</param>
/// <param name="PerSecond">Questions per second.</param>
/// <param name="Times">Milliseconds of the answers, ascending.</param>
/// <param name="Errors">Questions without an answer.</param>
/// <param name="Announced">Pictures announced meanwhile.</param>
/// <param name="Indexed">Pictures indexed meanwhile.</param>
internal sealed record LoadFigures(string Mode, double PerSecond, IReadOnlyList<double> Times, int Errors, int Announced, long Indexed)
{
    /// <summary>As a row of the table.</summary>
    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Mode} | {PerSecond} | {Times.Count} | {Errors} | {At(.5):F1} | {At(.95):F1} | {At(.99):F1} | {At(1):F1} | {Announced} "
            + $"| {Indexed} |");

    private double At(double share) => Times.Count == 0 ? double.NaN : Times[Math.Min(Times.Count - 1, (int)(share * Times.Count))];
}
