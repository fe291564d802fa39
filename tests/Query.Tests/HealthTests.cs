using System.Net;
using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.Ingest.RabbitMq;
using Indexing.TestSupport;

namespace Indexing.Query.Tests;

public sealed class HealthTests : IDisposable
{
    /// <summary>Nobody listens on port 1.</summary>
    private const string NoBroker = "amqp://guest:guest@127.0.0.1:1/";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readiness_EverythingThere_IsHealthy()
    {
        await using var server = await RunningQuery.StartAsync(_folder);

        var response = await server.Client.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"status":"healthy","checks":{"broker":"healthy","generation":"healthy","models":"healthy","store":"healthy"}}""",
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>There the container checks at once that every service can be made, and by whom.</summary>
    [Fact]
    public async Task Start_InDevelopment_IsReady()
    {
        await using var server = await RunningQuery.StartAsync(_folder, addBus: null, adjust: null, "--environment", "Development");

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task StoreAway_IsNotReadyButAlive()
    {
        // The index's folder cannot be made: its parent is a file.
        _folder.Write("index", [1]);
        await using var server = await RunningQuery.StartAsync(_folder);

        var ready = await server.Client.GetAsync("/readyz");
        var search = await server.Client.PostAsJsonAsync("/v1/search", new { query = "word" });
        var image = await server.Client.GetAsync("/v1/images/a");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("""store":"unhealthy""", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("store_failed", await RunningQuery.CodeOfAsync(search));
        Assert.Equal("store_failed", await RunningQuery.CodeOfAsync(image));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/livez")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/startupz")).StatusCode);
    }

    [Fact]
    public async Task BrokerAway_IsDegradedAndSearchesAreAnswered()
    {
        await using var server = await RunningQuery.StartAsync(
            _folder, services => services.AddIngestPublisher(), adjust: null, "--ConnectionStrings:rabbitmq", NoBroker);
        await server.IndexAsync("a", words: ["coffee"]);

        var ready = await server.Client.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(
            """{"status":"degraded","checks":{"broker":"degraded","generation":"healthy","models":"healthy","store":"healthy"}}""",
            await ready.Content.ReadAsStringAsync());
        Assert.Single((await server.Api.SearchAsync(new SearchRequest { Query = "coffee" })).Hits);
    }
}
