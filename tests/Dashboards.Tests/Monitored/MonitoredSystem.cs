using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Indexing.EndToEnd.Tests.Distributed;
using Indexing.TestSupport;
using Indexing.TestSupport.Servers;
using RabbitMQ.Client;

namespace Indexing.Dashboards.Tests.Monitored;

/// <summary>
/// The real system under a real Prometheus: a broker with its metrics plug-in, workers and query services over SQLite and over the model
/// of Qdrant, and a worker with a broken GPU. Everything that can go wrong with a picture or a search has happened once when the tests
/// begin.
/// </summary>
public sealed class MonitoredSystem : IAsyncLifetime
{
    private const string Key = "a-key-of-the-dashboard-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ServiceProcess> _processes = [];
    private RabbitMqServer? _broker;
    private QdrantServer? _qdrant;
    private BrokenDevice? _device;
    private PrometheusServer? _prometheus;

    internal PrometheusServer Prometheus => _prometheus!;

    internal MetricCatalogue Catalogue { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _qdrant = await QdrantServer.StartAsync();
        _broker = await RabbitMqServer.StartAsync();
        var brokerMetrics = LoopbackPorts.Free();
        await _broker.ControlAsync("eval", $$"""
            application:set_env(rabbitmq_prometheus, tcp_config, [{ip, "127.0.0.1"}, {port, {{brokerMetrics}}}], [{persistent, true}]),
            {ok, File} = application:get_env(rabbit, enabled_plugins_file), ok = file:write_file(File, "[rabbitmq_prometheus]."),
            {ok, _, _} = rabbit_plugins:ensure(File).
            """);

        var sqlite = await _broker.AddVirtualHostAsync("sqlite");
        var files = Settings(sqlite, "SqliteVectorStore__Directory", _folder.Combine("index"));
        var query = await StartAsync(StartedPrograms.Query, files);
        await LoseMessageAsync(sqlite);
        var worker = await StartAsync(StartedPrograms.Worker, files);

        var remote = await _broker.AddVirtualHostAsync("qdrant");
        var server = Settings(remote, "ConnectionStrings__qdrant", _qdrant.Address);
        var remoteQuery = await StartAsync(StartedPrograms.Query, server);
        var remoteWorker = await StartAsync(StartedPrograms.Worker, server);

        _device = await BrokenDevice.StartAsync();
        _prometheus = await PrometheusServer.StartAsync(Targets(
            [worker.Address, remoteWorker.Address, _device.Address], [query.Address, remoteQuery.Address], brokerMetrics));

        await WorkAsync(query, sqlite, "first");
        await WorkAsync(remoteQuery, remote, "first");
        await BreakAsync(remoteQuery, remote);
        await SeenAsync("sum(indexing_images_indexed_total) >= 4 and on() sum(indexing_search_duration_seconds_count) > 0");
        // Again: a rate needs a counter that moves while it is watched.
        await WorkAsync(query, sqlite, "second");
        await WorkAsync(remoteQuery, remote, "second");
        await SeenAsync(
            "indexing:images_finished:rate5m > 0 and on() sum(indexing_images_parked_total) >= 4 "
            + "and on() sum(indexing_images_dead_lettered_total) >= 8 and on() count(indexing_health{check=\"broker\"}) == 4 "
            + "and on() sum(rabbitmq_detailed_queue_messages{queue=\"indexing.dead-letters\"}) > 0 "
            + "and on() count(ALERTS{alertname=\"IndexingDeadLetters\"}) > 0 and on() sum(indexing_access_denied_total) >= 4");
        Catalogue = MetricCatalogue.Read(
            await Prometheus.GetAsync("series?match[]=%7B__name__%3D~%22.%2B%22%7D"), await Prometheus.GetAsync("metadata"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null)
            await _prometheus.DisposeAsync();
        foreach (var process in _processes)
            await process.DisposeAsync();
        if (_device is not null)
            await _device.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_qdrant is not null)
            await _qdrant.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string> Settings(Uri broker, string storeKey, string store) => new()
    {
        ["ConnectionStrings__rabbitmq"] = broker.OriginalString,
        [storeKey] = store,
        ["FileSystemBlobStore__Roots__0"] = Checkout.File("services/Standalone/demo"),
        ["HttpBlobStore__AllowedHosts__0"] = _qdrant!.Address,
        ["HttpBlobStore__AllowPrivateNetworks"] = "true",
        ["RabbitMq__ParkDelays__0"] = "00:00:00.050",
        ["RabbitMq__TransientAttempts"] = "2",
        ["Access__Keys__0__Name"] = "tests",
        ["Access__Keys__0__Key"] = Key,
        ["Access__Keys__0__Roles__0"] = "admin",
    };

    private async Task<ServiceProcess> StartAsync(string program, Dictionary<string, string> settings)
    {
        var process = ServiceProcess.Start(program, settings);
        _processes.Add(process);
        await process.WaitReadyAsync();
        process.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return process;
    }

    private static string Targets(IEnumerable<Uri> workers, IEnumerable<Uri> queries, int broker) => $$"""
          - job_name: indexing-worker
            static_configs: [ { targets: [{{string.Join(", ", workers.Select(address => $"'{address.Authority}'"))}}] } ]
          - job_name: indexing-query
            static_configs: [ { targets: [{{string.Join(", ", queries.Select(address => $"'{address.Authority}'"))}}] } ]
          - job_name: rabbitmq
            static_configs: [ { targets: ['127.0.0.1:{{broker}}'] } ]
          - job_name: rabbitmq-queues
            metrics_path: /metrics/detailed
            params: { family: [queue_coarse_metrics, queue_consumer_count] }
            static_configs: [ { targets: ['127.0.0.1:{{broker}}'] } ]
        """;

    /// <summary>Pictures that are indexed, rejected, tried again and dead; searches of every mode, found, not found, refused.</summary>
    private async Task WorkAsync(ServiceProcess query, Uri broker, string round)
    {
        string[] pictures = ["shop-bakery.jpg", "shop-books.jpg", "none.jpg"];
        foreach (var picture in pictures)
            await AnnounceAsync(query, $"{round}/{picture}", new Uri(Checkout.File($"services/Standalone/demo/{picture}")));
        await AnnounceAsync(query, $"{round}/failing", new Uri($"{_qdrant!.Address}/failing/1"));
        await PublishAsync(broker, "{");
        foreach (var mode in new[] { "auto", "exact", "similar", "part", "concept" })
            await SearchAsync(query, "bakery", mode, HttpStatusCode.OK);
        await SearchAsync(query, "zzxqwzqv", "auto", HttpStatusCode.OK);
        using var stranger = new HttpClient { BaseAddress = query.Address };
        using var refused = await stranger.PostAsJsonAsync("/v1/search", new { query = "bakery" });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    /// <summary>The store fails under a search and under a picture, and comes back.</summary>
    private async Task BreakAsync(ServiceProcess query, Uri broker)
    {
        _qdrant!.IsBroken = true;
        await SearchAsync(query, "bakery", "exact", HttpStatusCode.ServiceUnavailable);
        await PublishAsync(broker, Message("broken"));
        await SeenAsync("""sum(db_client_operation_duration_seconds_count{error_type!="", job="indexing-worker"}) > 0""");
        _qdrant.IsBroken = false;
    }

    private static async Task AnnounceAsync(ServiceProcess query, string imageId, Uri picture)
    {
        using var answer = await query.Http.PostAsJsonAsync("/v1/images", new { imageId, source = new { uri = picture } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SearchAsync(ServiceProcess query, string words, string mode, HttpStatusCode expected)
    {
        using var answer = await query.Http.PostAsJsonAsync("/v1/search", new { query = words, mode });
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>A message whose first consumer died with it in hand: it comes back redelivered.</summary>
    private static async Task LoseMessageAsync(Uri broker)
    {
        await PublishAsync(broker, Message("lost"));
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        while (await channel.BasicGetAsync("indexing.bulk", autoAck: false) is null)
            await Task.Delay(50);
    }

    private static string Message(string imageId) => JsonSerializer.Serialize(
        new { imageId, version = 1, source = new { uri = new Uri(Checkout.File("services/Standalone/demo/shop-books.jpg")) } });

    private static async Task PublishAsync(Uri broker, string body)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Persistent = true,
            Timestamp = new AmqpTimestamp(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()),
        };
        await channel.BasicPublishAsync("", "indexing.bulk", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private async Task SeenAsync(string condition)
    {
        using var clock = new CancellationTokenSource(Patience);
        while ((await Prometheus.QueryAsync(condition)).Count == 0)
        {
            Assert.False(
                clock.IsCancellationRequested,
                string.Create(CultureInfo.InvariantCulture, $"Not seen: {condition}\n{_processes[^1].Output}"));
            await Task.Delay(500);
        }
    }
}
