using System.Diagnostics;
using System.Globalization;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>A part of a measurement in a process of its own: the memory of one must not count for another.</summary>
internal static class PartProcess
{
    /// <summary>Runs this program with other arguments and passes on what it prints.</summary>
    /// <returns>The exit code, and the first number of the printed table row <paramref name="row"/> if there was one.</returns>
    public static async Task<(int ExitCode, double? Median)> RunAsync(
        List<string> arguments, string row, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        double? median = null;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Console.WriteLine(line);
            if (line.StartsWith($"| {row} |", StringComparison.Ordinal))
                median = double.Parse(line.Split('|')[2], CultureInfo.InvariantCulture);
        }
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, median);
    }
}
