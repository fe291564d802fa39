using System.Diagnostics;
using System.Globalization;

namespace Indexing.TestSupport.Servers;

/// <summary>
/// A real, private RabbitMQ on free ports of 127.0.0.1 with its data in a folder of its own (<c>deploy/scripts/rabbitmq.sh</c>, which also
/// installs it where it is missing). Nothing of it outlives the tests, however they end. Calls must not overlap.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly string Script = Checkout.File("deploy/scripts/rabbitmq.sh");
    private const int MostQueries = 60;
    private static readonly TimeSpan QueryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("indexing-rabbitmq-").FullName;
    private readonly string _port = LoopbackPorts.Free(3).ToString(CultureInfo.InvariantCulture);

    private RabbitMqServer()
    {
    }

    /// <summary>Address of the broker's default virtual host.</summary>
    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>Installs the broker where it is missing and starts one; it accepts connections when this returns.</summary>
    /// <exception cref="InvalidOperationException">It could not be installed or did not start; the message has its output.</exception>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var server = new RabbitMqServer();
        ProcessLeash.AtTheEnd($"INDEXING_RABBITMQ_DIR='{server._directory}' '{Script}' kill; rm -rf '{server._directory}'");
        await server.RunAsync("start").ConfigureAwait(false);
        return server;
    }

    /// <summary>SIGKILL; the data stay.</summary>
    public Task KillAsync() => RunAsync("kill");

    /// <summary>Starts the broker again, on the same port and data.</summary>
    public Task RestartAsync() => RunAsync("start");

    /// <summary>Returns when the queues declared until now outlive a <see cref="KillAsync"/>.</summary>
    /// <remarks>
    /// RabbitMQ holds the name of a new quorum queue in memory at first and says nothing of it. Killed then, it starts the queue anew and
    /// never gives it a leader (github.com/rabbitmq/rabbitmq-server, issue 15725): with 3.10.8 after 16 of 16 kills up to 0.8 s after the
    /// declaration, after 0 of 25 from 1 s on.
    /// </remarks>
    public Task SyncAsync() => ControlAsync("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");

    /// <summary>Runs <c>rabbitmqctl</c> and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> ControlAsync(params string[] arguments) => RunAsync(["ctl", .. arguments]);

    /// <summary>Makes an empty virtual host, so that one test does not see the queues of another, and returns its address.</summary>
    /// <param name="name">Letters, digits and dashes.</param>
    public async Task<Uri> AddVirtualHostAsync(string name)
    {
        // One call instead of two: every start of rabbitmqctl costs half a second.
        await ControlAsync("eval", $"""
            rabbit_vhost:add(<<"{name}">>, <<"tests">>), rabbit_auth_backend_internal:set_permissions(
                <<"guest">>, <<"{name}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>).
            """).ConfigureAwait(false);
        return new Uri(Uri, name);
    }

    /// <summary>Removes a virtual host with everything in it.</summary>
    public Task RemoveVirtualHostAsync(string name) => ControlAsync("delete_vhost", name);

    /// <summary>Messages of every quorum queue of a virtual host now, those in the hands of consumers included.</summary>
    /// <remarks>Asks the queues themselves: <c>rabbitmqctl list_queues</c> tells what they reported up to five seconds ago.</remarks>
    public async Task<IReadOnlyDictionary<string, int>> QueueDepthsAsync(string virtualHost)
    {
        for (var attempt = 1; ; attempt++)
        {
            var depths = (await ControlAsync("eval", DepthsQuery(virtualHost)).ConfigureAwait(false)).Split('\n')
                .Select(line => line.Split('\t')).Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
            if (depths.Values.All(depth => depth >= 0))
                return depths;
            if (attempt == MostQueries)
                throw new InvalidOperationException($"Queues without a leader: {string.Join(", ", depths)}");
            await Task.Delay(QueryPause).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A line for each queue; -1 for one that has no leader at the moment, as shortly after a restart.</summary>
    private static string DepthsQuery(string virtualHost) => $$"""
        [io:format("~ts~c~b~n", [element(4, amqqueue:get_name(Q)), 9,
            case ra:leader_query(amqqueue:get_pid(Q), fun rabbit_fifo:query_messages_total/1) of {ok, {_, N}, _} -> N; _ -> -1 end])
        || Q <- rabbit_amqqueue:list(<<"{{virtualHost}}">>), amqqueue:get_type(Q) =:= rabbit_quorum_queue].
        """;

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["INDEXING_RABBITMQ_DIR"] = _directory;
        start.Environment["INDEXING_RABBITMQ_PORT"] = _port;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Script} did not start.");
        using var patience = new CancellationTokenSource(InstallPatience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"rabbitmq.sh {string.Join(' ', arguments)}: {output}{await errors.ConfigureAwait(false)}");
    }
}
