using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>
/// The real program of a Deployment, started with the variables that the manifest gives it. Changed are only: the port (a free one), the
/// folder of the secrets (a temporary one), and CUDA (this machine has none).
/// </summary>
internal sealed class StartedHost : IDisposable
{
    /// <summary>The address that the kubelet and Prometheus call the pod by.</summary>
    public const string PodAddress = "127.0.0.1";

    private const string SecretFolder = "/run/secrets";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private StartedHost(string program, Dictionary<string, string> environment, string secrets)
    {
        var port = LoopbackPorts.Free();
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value.Replace(SecretFolder, secrets, StringComparison.Ordinal);
        start.Environment["ASPNETCORE_URLS"] = $"http://{PodAddress}:{port}";
        if (environment.GetValueOrDefault("Inference__Device") == "cuda")
            start.Environment["Inference__Device"] = "cpu";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Append;
        _process.ErrorDataReceived += Append;
        _process.Start();
        ProcessLeash.Hold(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://{PodAddress}:{port}") };
    }

    public HttpClient Client { get; }

    /// <summary>Returns when the program answers; fails with what it said when it ends.</summary>
    /// <param name="manifests">What is rendered.</param>
    /// <param name="component">worker or query.</param>
    /// <param name="secrets">Entries of the Secrets: file below /run/secrets and content.</param>
    public static async Task<StartedHost> StartAsync(Manifests manifests, string component, params (string File, string Content)[] secrets)
    {
        var folder = Directory.CreateTempSubdirectory("indexing-helm-").FullName;
        ProcessLeash.AtTheEnd($"rm -rf '{folder}'");
        foreach (var (file, content) in secrets)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            await File.WriteAllTextAsync(Path.Combine(folder, file), content);
        }

        var workload = new Workload(manifests.One("Deployment", $"-{component}"));
        var host = new StartedHost(ProgramOf($"indexing-{component}"), workload.Environment(manifests, PodAddress), folder);
        await host.WaitAsync("/livez");
        return host;
    }

    /// <summary>Waits until a path is answered with success.</summary>
    public async Task WaitAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(path, patience.Token))
        {
            Assert.False(_process.HasExited, Output());
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>What it answers, called by this name.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path, string? hostName = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = hostName;
        using var response = await Client.SendAsync(request);
        return response.StatusCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string ProgramOf(string name)
    {
        var assemblies = typeof(StartedHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == "StartedProgram").Select(attribute => attribute.Value!);
        return Path.ChangeExtension(assemblies.Single(path => Path.GetFileNameWithoutExtension(path) == name), null);
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }

    private string Output()
    {
        lock (_output)
            return _output.ToString();
    }
}
