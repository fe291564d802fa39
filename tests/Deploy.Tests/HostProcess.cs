using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>
/// A host that runs as its container would: <c>dotnet</c>, the assembly, the image's command and environment; only the port is another.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        ProcessLeash.Hold(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; private init; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public string Output => string.Join('\n', _output);

    /// <param name="file">Its Dockerfile.</param>
    /// <param name="folder">Where it works and may write.</param>
    /// <param name="environment">Besides the image's.</param>
    public static HostProcess Start(Dockerfile file, string folder, params IEnumerable<(string Name, string Value)> environment)
    {
        var port = LoopbackPorts.Free();
        string WithPort(string text) => text.Replace($"{file.Port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var assembly = Host.BuiltAssembly(Host.AssemblyOf(file.Project!));
        var start = new ProcessStartInfo("dotnet", [assembly, .. (file.Last("CMD")?.Json ?? []).Select(WithPort)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in file.Environment)
            start.Environment[name] = WithPort(value!);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new HostProcess(start) { Port = port };
    }

    /// <summary>Runs the images' health check against it.</summary>
    public Task<(int Code, string Output, string Error)> CheckAsync(string path) => CheckAsync(Port, path);

    /// <summary>Runs the images' health check against whoever listens on a port.</summary>
    public static Task<(int Code, string Output, string Error)> CheckAsync(int port, string path) => Tool.RunAsync(
        "deploy/docker", Checkout.File("deploy/docker/healthcheck.sh"), [port.ToString(CultureInfo.InvariantCulture), path]);

    public async Task WaitAsync(string path)
    {
        var clock = Stopwatch.StartNew();
        while ((await CheckAsync(path)).Code != 0)
        {
            Assert.False(_process.HasExited, Output);
            Assert.True(clock.Elapsed < Patience, $"{path} is not 200 after {Patience.TotalSeconds} s.\n{Output}");
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
