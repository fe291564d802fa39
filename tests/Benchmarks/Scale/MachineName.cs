using System.Globalization;
using System.Runtime.InteropServices;
using Indexing.Benchmarks.Ingest;
using Indexing.TestSupport.Servers;

namespace Indexing.Benchmarks.Scale;

/// <summary>Where and of what something was measured.</summary>
internal static class MachineName
{
    public static string Read()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1].Trim() ?? "processor unknown";
        var commit = ChildProcess.Run("git", ["-C", Checkout.Root, "describe", "--always", "--dirty"]).Output.Trim();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
                + $"commit {commit}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC");
    }
}
