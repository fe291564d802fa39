using System.Diagnostics;
using Indexing.TestSupport;
using Indexing.TestSupport.Servers;

namespace Indexing.Query.Tests;

/// <summary>deploy/scripts/search.py: the API from another language, without any package.</summary>
public sealed class PythonTests : IDisposable
{
    private const string Key = "python-0123456789abcdefgh";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_FromPython_PrintsTheHits()
    {
        await using var server = await StartAsync();

        var (exitCode, output, _) = await RunAsync(server, "--api-key-file", _folder.Write("key", Key + "\n"), "--mode", "exact", "coffee");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("\tcoffee\tcafe.jpg\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FromPythonWithoutAKey_SaysWhatIsMissing()
    {
        await using var server = await StartAsync();

        var (exitCode, _, error) = await RunAsync(server, "coffee");

        Assert.Equal(3, exitCode);
        Assert.StartsWith("error: 401 unauthorized", error, StringComparison.Ordinal);
    }

    private async Task<RunningQuery> StartAsync()
    {
        var server = await RunningQuery.StartAsync(
            _folder, addBus: null, adjust: null,
            "--Access:Keys:0:Name", "python", "--Access:Keys:0:Key", Key, "--Access:Keys:0:Roles:0", "search");
        await server.IndexAsync("cafe.jpg", words: ["coffee"]);
        return server;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(RunningQuery server, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            [Checkout.File("deploy/scripts/search.py"), "--server", server.Client.BaseAddress!.ToString(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
