using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Indexing.TestSupport;
using Indexing.TestSupport.Servers;

namespace Indexing.Dashboards.Tests.Monitored;

/// <summary>
/// A real Prometheus with the rules of deploy/dashboards, which it evaluates every second (<c>deploy/scripts/prometheus.sh</c>, which also
/// fetches it where it is missing).
/// </summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private PrometheusServer(string program, string targets)
    {
        var rules = DeployedFiles.Rules.Replace("interval: 30s", "interval: 1s", StringComparison.Ordinal);
        File.WriteAllText(_folder.Combine("rules.yaml"), rules);
        File.WriteAllText(_folder.Combine("prometheus.yaml"), $"""
            global: {"{"} scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s {"}"}
            rule_files: [rules.yaml]
            scrape_configs:
            {targets}
            """);
        var port = LoopbackPorts.Free().ToString(CultureInfo.InvariantCulture);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/") };
        var start = new ProcessStartInfo(
            Path.Combine(program, "prometheus"),
            [
                $"--config.file={_folder.Combine("prometheus.yaml")}", $"--storage.tsdb.path={_folder.Combine("data")}",
                $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
            ])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("prometheus did not start.");
        ProcessLeash.Hold(_process);
    }

    /// <summary>Starts it; returns when it has read its rules.</summary>
    /// <param name="targets">The entries of <c>scrape_configs</c>.</param>
    public static async Task<PrometheusServer> StartAsync(string targets)
    {
        var server = new PrometheusServer(await DeployedFiles.InstallPrometheusAsync(), targets);
        var clock = Stopwatch.StartNew();
        while (!await server.IsReadyAsync())
        {
            Assert.True(clock.Elapsed < StartPatience && !server._process.HasExited, "Prometheus did not start.");
            await Task.Delay(100);
        }

        return server;
    }

    /// <summary>The <c>data</c> of an answer of its API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return body.GetProperty("status").GetString() == "success"
            ? body.GetProperty("data")
            : throw new InvalidOperationException($"{path}: {body.GetProperty("error").GetString()}");
    }

    /// <summary>The series that an expression gives now.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string expression)
    {
        var data = await GetAsync($"query?query={Uri.EscapeDataString(expression)}");
        return [.. data.GetProperty("result").EnumerateArray()];
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
