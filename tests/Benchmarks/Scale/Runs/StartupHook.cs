using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

/// <summary>
/// Writes down when each picture of a worker began and ended each stage, and what processor time the process had used by then. Workers are
/// started with DOTNET_STARTUP_HOOKS naming this assembly, so the product needs no code for it; the runtime looks for this name outside of
/// any namespace.
/// </summary>
internal static partial class StartupHook
{
    /// <summary>Path of the file that gets a line for each picture.</summary>
    public const string FileVariable = "INDEXING_SCALE_SPANS";

    private const int ProcessCpuTime = 2;
    private static readonly ConcurrentDictionary<Activity, StringBuilder> Marks = new(ReferenceEqualityComparer.Instance);
    private static StreamWriter Lines = StreamWriter.Null;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } path)
            return;
        Lines = new StreamWriter(path, append: true) { AutoFlush = true };
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Indexing.Ingest",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Begin,
            ActivityStopped = End,
        });
    }

    private static void Begin(Activity activity)
    {
        if (activity.OperationName == "ingest")
            Mark(Marks[activity] = new StringBuilder((string)activity.GetTagItem("indexing.image.id")!));
        else if (activity.Parent is { } picture && Marks.TryGetValue(picture, out var marks))
            Mark(marks);
    }

    private static void End(Activity activity)
    {
        if (activity.OperationName != "ingest")
        {
            if (activity.Parent is { } picture && Marks.TryGetValue(picture, out var stages))
                Mark(stages);
            return;
        }

        if (!Marks.TryRemove(activity, out var marks))
            return;
        Mark(marks);
        lock (Marks)
            Lines.WriteLine(marks);
    }

    private static void Mark(StringBuilder marks)
    {
        if (GetTime(ProcessCpuTime, out var processor) != 0)
            throw new InvalidOperationException("clock_gettime failed.");
        var nanoseconds = (processor.Seconds * 1_000_000_000) + processor.Nanoseconds;
        marks.Append(CultureInfo.InvariantCulture, $"\t{Stopwatch.GetTimestamp()}\t{nanoseconds}");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    /// <summary>struct timespec of 64-bit Linux.</summary>
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
