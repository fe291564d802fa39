using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Indexing.Benchmarks.Ingest;

/// <summary>One finished child process: what it printed and what it cost, children included.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="CpuSeconds">User and system time that the operating system accounted to it.</param>
/// <param name="WallSeconds">Time from start to end.</param>
internal sealed partial record ChildProcess(string Output, double CpuSeconds, double WallSeconds)
{
    private const int Children = -1;

    /// <summary>Runs a program; one at a time, since the accounting adds up all children.</summary>
    /// <exception cref="InvalidOperationException">The program is missing or failed.</exception>
    public static ChildProcess Run(
        string program, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var before = ChildCpuSeconds();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var wall = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? new ChildProcess(output, ChildCpuSeconds() - before, wall)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }

    private static double ChildCpuSeconds()
    {
        if (GetResourceUsage(Children, out var usage) != 0)
            throw new InvalidOperationException("getrusage failed.");
        return usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    /// <summary>struct rusage of 64-bit Linux: two timeval and 14 longs that are not read here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
