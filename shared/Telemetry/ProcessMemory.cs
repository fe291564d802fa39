using System.Diagnostics.Metrics;
using System.Globalization;

namespace Indexing.Telemetry;

/// <summary>
/// What may get the process killed for memory: <c>indexing.process.memory.private</c> against <c>indexing.process.memory.limit</c>, bytes.
/// The working set of System.Runtime counts the mapped index files too, which the kernel takes back when it needs them. Linux only.
/// </summary>
internal static class ProcessMemory
{
    private const string ControlGroups = "/sys/fs/cgroup";
    private static readonly Meter Meter = new("Indexing.Telemetry");

    static ProcessMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Meter.CreateObservableGauge("indexing.process.memory.private", ReadPrivate, "By");
        Meter.CreateObservableGauge("indexing.process.memory.limit", ReadLimit, "By");
    }

    /// <summary>The first call creates the instruments.</summary>
    public static void Observe()
    {
    }

    /// <summary>Anonymous resident memory.</summary>
    private static long ReadPrivate()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The limit of the process's control group (version 2), otherwise what the runtime takes for the machine's memory.</summary>
    private static long ReadLimit()
    {
        var group = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal));
        var file = group is null ? "" : $"{ControlGroups}{group[3..].TrimEnd('/')}/memory.max";
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var limit)
            ? limit
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }
}
