using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Indexing.TestSupport.Servers;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary><c>deploy/scripts/cluster.sh</c>: the whole system on one machine, from nothing to a search and back to nothing.</summary>
[Collection(SharedServers.Name)]
public sealed class ClusterScriptTests : IAsyncLifetime
{
    private static readonly string Script = Checkout.File("deploy/scripts/cluster.sh");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Dictionary<string, string> Plain = [];
    private readonly Workplace _workplace = new();
    private readonly int _port = LoopbackPorts.Free(8);
    private Dictionary<string, string> _environment = [];

    public async ValueTask InitializeAsync()
    {
        await Pika.InstallAsync();
        var coffee = Workplace.DemoPictures.Single(path => Path.GetFileName(path) == "shop-coffee.jpg");
        _workplace.Add("coffee.jpg", await File.ReadAllBytesAsync(coffee));
        string Port(int offset) => (_port + offset).ToString(CultureInfo.InvariantCulture);
        _environment = new()
        {
            ["INDEXING_RUN_DIR"] = _workplace.Combine(".run"),
            ["INDEXING_RABBITMQ_PORT"] = Port(0),
            ["INDEXING_AZURITE_PORT"] = Port(3),
            ["INDEXING_QUERY_PORT"] = Port(4),
            ["INDEXING_WORKER_PORT"] = Port(5),
            ["INDEXING_WORKER"] = StartedPrograms.Worker,
            ["INDEXING_QUERY"] = StartedPrograms.Query,
        };
        var settings = string.Join(' ', _environment.Select(setting => $"{setting.Key}='{setting.Value}'"));
        ProcessLeash.AtTheEnd($"{settings} '{Script}' stop; rm -rf '{_workplace.Path}'");
    }

    public async ValueTask DisposeAsync()
    {
        await ShellCommand.ExpectAsync(Script, _environment, "stop");
        _workplace.Dispose();
    }

    [Fact]
    public async Task Cluster_StartPublishSearchStop_FindsTheWordAndLeavesNothingBehind()
    {
        await ShellCommand.ExpectAsync(Script, _environment, "start", "--workers", "2", "--pictures", _workplace.Pictures);
        var status = await ShellCommand.ExpectAsync(Script, _environment, "status");
        Assert.Equal(3, status.Split('\n').Count(line => line.EndsWith(" ready", StringComparison.Ordinal)));

        var broker = $"amqp://guest:guest@127.0.0.1:{_port}/";
        await ShellCommand.ExpectAsync(
            Pika.Python, Plain, Checkout.File("deploy/scripts/publish.py"), "--broker", broker, _workplace.Pictures);
        Assert.Equal("coffee.jpg", await FindAsync("coffee"));
        await KillAWorkerAsync();

        await ShellCommand.ExpectAsync(Script, _environment, "stop");
        Assert.Equal(3, (await ShellCommand.RunAsync(Script, _environment, "status")).ExitCode);
        Assert.All(Enumerable.Range(_port, 7), port => Assert.True(LoopbackPorts.IsFree(port), $"Port {port} is still in use."));
    }

    /// <summary>It is started again.</summary>
    private async Task KillAWorkerAsync()
    {
        var supervisor = (await File.ReadAllTextAsync(_workplace.Combine(".run/worker-1.pid"))).Trim();
        var worker = await ShellCommand.ExpectAsync("cat", Plain, $"/proc/{supervisor}/task/{supervisor}/children");
        Process.GetProcessById(int.Parse(worker, CultureInfo.InvariantCulture)).Kill();
        using var clock = new CancellationTokenSource(Patience);
        while ((await ShellCommand.RunAsync(Script, _environment, "status")).ExitCode != 0)
            await Task.Delay(200, clock.Token);
        Assert.NotEqual(worker, await ShellCommand.ExpectAsync("cat", Plain, $"/proc/{supervisor}/task/{supervisor}/children"));
    }

    private async Task<string?> FindAsync(string word)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port + 4}") };
        using var clock = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await http.PostAsJsonAsync("/v1/search", new { query = word, minScore = 0.1 }, clock.Token);
            var hits = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(clock.Token)).GetProperty("hits");
            if (hits.GetArrayLength() > 0)
                return hits[0].GetProperty("imageId").GetString();
            await Task.Delay(200, clock.Token);
        }
    }
}
