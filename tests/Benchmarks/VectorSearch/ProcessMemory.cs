using System.Globalization;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>Resident memory of this process by kind, from /proc/self/status, in MiB.</summary>
internal readonly record struct ProcessMemory(double Anonymous, double MappedFiles, double PeakTotal)
{
    public static ProcessMemory Read()
    {
        Dictionary<string, double> fields = File.ReadLines("/proc/self/status")
            .Select(static line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(static parts => parts.Length == 3 && parts[2] == "kB")
            .ToDictionary(static parts => parts[0], static parts => double.Parse(parts[1], CultureInfo.InvariantCulture) / 1024);
        return new ProcessMemory(fields["RssAnon"], fields["RssFile"], fields["VmHWM"]);
    }
}
