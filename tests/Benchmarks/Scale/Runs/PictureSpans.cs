using System.Diagnostics;
using System.Globalization;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>A picture as <see cref="StartupHook"/> wrote it down: seconds of the clock and of processor time.</summary>
/// <param name="Id">Of the picture.</param>
/// <param name="Clock">Begin; begin and end of fetch, decode, detect, embed and replace; end.</param>
/// <param name="Processor">The same moments.</param>
internal sealed record PictureSpans(string Id, IReadOnlyList<double> Clock, IReadOnlyList<double> Processor)
{
    private const int Moments = 12;

    /// <summary>When a worker took it in hand.</summary>
    public double Begun => Clock[0];

    /// <summary>When its words were stored.</summary>
    public double Indexed => Clock[Moments - 1];

    /// <summary>Reads a line.</summary>
    /// <exception cref="InvalidDataException">The picture did not pass every stage: it was rejected.</exception>
    public static PictureSpans Parse(string line)
    {
        var parts = line.Split('\t');
        if (parts.Length != 1 + (2 * Moments))
            throw new InvalidDataException($"Picture {parts[0]} was not indexed; take pictures that are.");
        var numbers = parts.Skip(1).Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new PictureSpans(
            parts[0],
            [.. numbers.Where((_, i) => i % 2 == 0).Select(ticks => ticks / (double)Stopwatch.Frequency)],
            [.. numbers.Where((_, i) => i % 2 == 1).Select(nanoseconds => nanoseconds / 1e9)]);
    }
}
