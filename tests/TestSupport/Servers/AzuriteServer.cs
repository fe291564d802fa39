using System.Diagnostics;
using System.Globalization;

namespace Indexing.TestSupport.Servers;

/// <summary>
/// A real, private Azurite (Azure blob storage) on a free port of 127.0.0.1 with its data in a folder of its own
/// (<c>deploy/scripts/azurite.sh</c>, which also fetches it where it is missing). Nothing of it outlives the tests, however they end.
/// Calls must not overlap.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly string Script = Checkout.File("deploy/scripts/azurite.sh");
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("indexing-azurite-").FullName;

    private AzuriteServer()
    {
    }

    /// <summary>Port of the blob service; the same after a restart.</summary>
    public int Port { get; } = LoopbackPorts.Free();

    /// <summary>Connection string of its one account, in plain http.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Fetches Azurite where it is missing and starts one; it answers when this returns.</summary>
    /// <exception cref="InvalidOperationException">It could not be fetched or did not start; the message has its output.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var server = new AzuriteServer();
        ProcessLeash.AtTheEnd($"INDEXING_AZURITE_DIR='{server._directory}' '{Script}' kill; rm -rf '{server._directory}'");
        await server.RestartAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Ends it in order; the data stay.</summary>
    public Task StopAsync() => RunAsync("stop");

    /// <summary>SIGKILL; connections break at once, and what was stored in the last five seconds may be lost.</summary>
    public Task KillAsync() => RunAsync("kill");

    /// <summary>Starts it again, on the same port and data.</summary>
    public async Task RestartAsync() => ConnectionString = (await RunAsync("start").ConfigureAwait(false)).Trim();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<string> RunAsync(string verb)
    {
        var start = new ProcessStartInfo(Script, [verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["INDEXING_AZURITE_DIR"] = _directory;
        start.Environment["INDEXING_AZURITE_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Script} did not start.");
        using var patience = new CancellationTokenSource(InstallPatience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"azurite.sh {verb}: {output}{await errors.ConfigureAwait(false)}");
    }
}
