using System.Diagnostics;
using System.Text;

namespace Indexing.EndToEnd.Tests;

/// <summary>The program <c>indexing</c>, as a user starts it.</summary>
internal sealed class IndexingProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private IndexingProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public bool IsRunning => !_process.HasExited;

    public static IndexingProcess Start(string workingDirectory, params string[] arguments) =>
        Start(workingDirectory, new Dictionary<string, string>(), arguments);

    public static IndexingProcess Start(
        string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "indexing"), arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new IndexingProcess(new Process { StartInfo = start });
    }

    /// <summary>Runs to the end and checks the exit code; the output is part of the failure.</summary>
    public static async Task<IndexingProcess> RunAsync(int expectedExitCode, string workingDirectory, params string[] arguments)
    {
        var process = Start(workingDirectory, arguments);
        await process.ExpectExitAsync(expectedExitCode);
        return process;
    }

    public async Task ExpectExitAsync(int exitCode)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == exitCode, $"exit code {_process.ExitCode} instead of {exitCode}\n{Output}\n{Error}");
    }

    /// <summary>SIGKILL: the process has no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Signal("INT");

    /// <summary>What a service manager sends.</summary>
    public void Terminate() => Signal("TERM");

    public void Dispose()
    {
        if (IsRunning)
            _process.Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static void Append(StringBuilder target, string? line)
    {
        lock (target)
            target.AppendLine(line);
    }

    private static string Read(StringBuilder source)
    {
        lock (source)
            return source.ToString();
    }
}
