using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Indexing.TestSupport.Servers;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>A worker or query process, started from its own output folder with its configuration in the environment.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int KeptLines = 2000;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _output = new();
    private bool _isDisposed;

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address, Timeout = ProbePatience };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        ProcessLeash.Hold(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address => _http.BaseAddress!;

    public HttpClient Http => _http;

    public bool IsRunning => !_process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The newest lines that it printed.</summary>
    public string Output => string.Join('\n', _output);

    public static ServiceProcess Start(string program, IReadOnlyDictionary<string, string> environment)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        var start = new ProcessStartInfo(program, ["--urls", address.OriginalString])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServiceProcess(new Process { StartInfo = start }, address);
    }

    /// <summary>Whether it says that it can work now.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async Task WaitReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            Assert.True(IsRunning, $"It ended before it was ready.\n{Output}");
            Assert.True(clock.Elapsed < StartPatience, $"It was not ready after {clock.Elapsed.TotalSeconds:0} s.\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL: the process has no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, what a service manager sends; returns how long the end took.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return clock.Elapsed;
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Anonymous resident memory in MiB: what the process itself allocated, without mapped files.</summary>
    public double ReadMemory()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (IsRunning)
            await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        while (_output.Count > KeptLines)
            _output.TryDequeue(out _);
    }
}
