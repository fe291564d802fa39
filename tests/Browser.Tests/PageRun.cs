using System.Text.Json;

namespace Indexing.Browser.Tests;

/// <summary>
/// One run of all tests of the page: pictures whose words are known are rendered and indexed, one server serves them, a second one has an
/// empty index and asks for a key.
/// </summary>
public sealed class PageRun : IAsyncLifetime
{
    private const string Key = "browser-tests-0123456789abcdef";
    private static readonly string[] Tags = ["street", "shop"];
    private readonly string _folder = Directory.CreateTempSubdirectory("indexing-browser-").FullName;
    private readonly List<ServerProcess> _servers = [];

    /// <summary>Every test that ran.</summary>
    public IReadOnlyList<NodeTestResult> Results { get; private set; } = [];

    /// <summary>What the runner printed.</summary>
    public string Log { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await ProgramRun.CheckAsync("bash", ["../../deploy/scripts/chromium.sh", "install"], NodeTest.Folder);
        await InstallPackagesAsync();
        var pictures = Path.Combine(_folder, "pictures");
        await ProgramRun.CheckAsync("node", ["make-pictures.mjs", pictures], NodeTest.Folder);
        foreach (var tag in Tags)
            await ProgramRun.CheckAsync(ServerProcess.Indexing, ["index", Path.Combine(pictures, tag), "--tag", tag], _folder);
        var server = await StartAsync(_folder, []);
        var keyed = await StartAsync(Directory.CreateDirectory(Path.Combine(_folder, "keyed")).FullName, new()
        {
            ["Access__Keys__0__Name"] = "browser",
            ["Access__Keys__0__Key"] = Key,
            ["Access__Keys__0__Roles__0"] = "admin",
        });
        var results = Path.Combine(_folder, "results.jsonl");
        (_, Log) = await ProgramRun.RunAsync(
            "node",
            ["--test", "--test-concurrency=1", "--test-reporter=./reporter.mjs", $"--test-reporter-destination={results}",
                "--test-reporter=spec", "--test-reporter-destination=stdout", .. NodeTest.FindAll().Select(test => test.File).Distinct()],
            NodeTest.Folder,
            new()
            {
                ["INDEXING_URL"] = server.Address,
                ["INDEXING_KEYED_URL"] = keyed.Address,
                ["INDEXING_KEY"] = Key,
                ["INDEXING_PICTURES"] = pictures,
            });
        Results = [.. File.ReadLines(results).Select(line => JsonSerializer.Deserialize<NodeTestResult>(line, JsonSerializerOptions.Web)!)];
    }

    public ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            server.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The stamp holds the lock file that was installed, so that a newer one is noticed and an interrupted installation repeated.
    /// </summary>
    private static async Task InstallPackagesAsync()
    {
        var wanted = Path.Combine(NodeTest.Folder, "package-lock.json");
        var stamp = Path.Combine(NodeTest.Folder, "node_modules/.installed-lock.json");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == await File.ReadAllTextAsync(wanted))
            return;
        await ProgramRun.CheckAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], NodeTest.Folder);
        File.Copy(wanted, stamp, overwrite: true);
    }

    private async Task<ServerProcess> StartAsync(string folder, Dictionary<string, string> environment)
    {
        var server = new ServerProcess(folder, environment);
        _servers.Add(server);
        await server.WaitUntilReadyAsync();
        return server;
    }
}
