using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Indexing.TestSupport.Servers;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>The real worker host, as it is set up by itself, its pictures written down by <see cref="StartupHook"/>.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _log;

    private WorkerProcess(Process process, string folder)
    {
        _process = process;
        _log = Path.Combine(folder, "log");
        Spans = new SpanFile(Path.Combine(folder, "spans"));
        ProcessLeash.Hold(process);
    }

    /// <summary>What it has done.</summary>
    public SpanFile Spans { get; }

    /// <summary>Processor seconds that it has used.</summary>
    public double ProcessorSeconds => ProcessorTime.Of(_process.Id);

    /// <summary>Starts one.</summary>
    /// <param name="folder">Folder of its own, for its log and its spans; created.</param>
    /// <param name="core">The core that it may use; <see langword="null"/>: all.</param>
    /// <param name="environment">Configuration.</param>
    public static WorkerProcess Start(string folder, int? core, IReadOnlyDictionary<string, string> environment)
    {
        Directory.CreateDirectory(folder);
        // Into a file, not to us: reading the log of every picture would take processor time from the workers.
        List<string> arguments = ["-c", "exec \"$@\" > \"$0\" 2>&1", Path.Combine(folder, "log")];
        if (core is { } number)
            arguments.AddRange(["taskset", "-c", number.ToString(CultureInfo.InvariantCulture)]);
        arguments.AddRange([Program(), "--urls", $"http://127.0.0.1:{LoopbackPorts.Free()}"]);
        var start = new ProcessStartInfo("bash", arguments) { WorkingDirectory = Path.GetDirectoryName(Program()) };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(WorkerProcess).Assembly.Location;
        start.Environment[StartupHook.FileVariable] = Path.Combine(folder, "spans");
        return new WorkerProcess(Process.Start(start)!, folder);
    }

    /// <summary>Fails when it has ended.</summary>
    /// <exception cref="InvalidOperationException">With the end of its log.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"A worker ended: {string.Join('\n', File.ReadLines(_log).TakeLast(20))}");
    }

    /// <summary>Ends it as a service manager does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string Program() => Path.ChangeExtension(
        typeof(WorkerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "StartedProgram").Value!,
        null);
}
