using System.Diagnostics;
using Indexing.TestSupport.Servers;

namespace Indexing.Dashboards.Tests;

/// <summary>The files that operators get, and the programs that check them.</summary>
internal static class DeployedFiles
{
    public static string Rules => File.ReadAllText(PathOf("dashboards/rules.yaml"));

    public static string RuleTests => File.ReadAllText(PathOf("dashboards/rules.test.yaml"));

    public static string Guide => File.ReadAllText(PathOf("README.md"));

    public static IEnumerable<string> Dashboards => Directory.EnumerateFiles(PathOf("dashboards"), "*.json").Order(StringComparer.Ordinal);

    public static string PathOf(string relative) => Checkout.File($"deploy/{relative}");

    /// <summary>Folder of prometheus and promtool, fetched where they are missing.</summary>
    public static async Task<string> InstallPrometheusAsync()
    {
        var (exitCode, output) = await RunAsync(PathOf("scripts/prometheus.sh"), "install");
        return exitCode == 0 ? output.Trim().Split('\n')[^1] : throw new InvalidOperationException(output);
    }

    /// <summary>Runs a program; what it printed to either stream comes back.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await errors + output);
    }
}
