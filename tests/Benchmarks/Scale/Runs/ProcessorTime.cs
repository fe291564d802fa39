using System.Globalization;
using System.Runtime.InteropServices;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>Processor time of other processes and of the machine.</summary>
internal static partial class ProcessorTime
{
    private const double Hertz = 100;

    /// <summary>Seconds of a process until now, ended threads included; to the nanosecond, where /proc counts hundredths.</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static double Of(int process)
    {
        if (GetClock(process, out var clock) != 0 || GetTime(clock, out var time) != 0)
            throw new InvalidOperationException($"Process {process} has no processor time: it has ended.");
        return time.Seconds + (time.Nanoseconds / 1e9);
    }

    /// <summary>Seconds of all cores until now: at work, and taken away by the host of the virtual machine.</summary>
    public static (double Busy, double Stolen) OfMachine()
    {
        // user nice system idle iowait irq softirq steal
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(time => double.Parse(time, CultureInfo.InvariantCulture) / Hertz).ToList();
        return (times[0] + times[1] + times[2] + times[5] + times[6], times[7]);
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    /// <summary>struct timespec of 64-bit Linux.</summary>
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
