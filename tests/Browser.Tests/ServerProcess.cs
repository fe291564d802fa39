using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Indexing.Browser.Tests;

/// <summary><c>indexing serve</c> over the index of a folder, on a free port.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _error = new();

    public ServerProcess(string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Indexing, ["serve", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
                _error.AppendLine(line.Data);
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    /// <summary>The program that was built with these tests.</summary>
    public static string Indexing { get; } = Path.Combine(AppContext.BaseDirectory, "indexing");

    /// <summary>Where it listens, without a slash at the end; empty until it is ready.</summary>
    public string Address { get; private set; } = "";

    public async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Address.Length == 0)
        {
            await Task.Delay(50, patience.Token);
            Assert.False(_process.HasExited, Error());
            Address = Listening().Match(Error()).Value;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Error()
    {
        lock (_error)
            return _error.ToString();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
