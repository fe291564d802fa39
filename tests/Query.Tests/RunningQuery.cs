using System.Net.Http.Json;
using System.Text.Json;
using Indexing.Client;
using Indexing.Generations;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Embedding;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>The query service on a free port over a SQLite store, with a bus in memory unless a test brings another.</summary>
internal sealed class RunningQuery : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RunningQuery(WebApplication server)
    {
        _server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        Api = new IndexingClient(Client);
    }

    public HttpClient Client { get; }

    /// <summary>The same as methods.</summary>
    public IndexingClient Api { get; }

    public IServiceProvider Services => _server.Services;

    public IVectorStore Store => _server.Services.GetRequiredService<IVectorStore>();

    public QueryEncoder Encoder => _server.Services.GetRequiredService<GenerationLease>().Services.GetRequiredService<QueryEncoder>();

    public AnnouncedImages Announced => _server.Services.GetRequiredService<AnnouncedImages>();

    public static async Task<RunningQuery> StartAsync(
        TemporaryFolder folder,
        Action<IServiceCollection>? addBus = null,
        Action<IServiceCollection>? adjust = null,
        params string[] more)
    {
        string[] arguments =
        [
            "--urls", "http://127.0.0.1:0",
            "--SqliteVectorStore:Directory", folder.Combine("index"),
            "--FileSystemBlobStore:Roots:0", folder.Combine("pictures"),
            "--Logging:LogLevel:Default", "None",
            .. more,
        ];
        var server = Composition.Create(arguments, addBus ?? AddMemoryBus, adjust);
        await server.StartAsync();
        return new RunningQuery(server);
    }

    /// <summary>Writes a picture of 1000 x 500 pixels as a worker would, each word as a perfect reading gives it.</summary>
    public Task IndexAsync(string imageId, string? uri = null, string tenant = "default", params string[] words)
    {
        var records = SpelledWords.Of(words, Encoder.Encode);
        var image = SyntheticWords.Image(imageId, tenant: tenant, tags: "summer") with
        {
            Uri = uri,
            Width = 1000,
            Height = 500,
            WordCount = records.Count,
        };
        return Store.ReplaceImageAsync(image, records, CancellationToken.None);
    }

    /// <summary>The stable code of a problem; checks that the answer is one.</summary>
    public static async Task<string?> CodeOfAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("code").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static void AddMemoryBus(IServiceCollection services)
    {
        services.AddSingleton<AnnouncedImages>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(check => check.Name = "broker");
            bus.AddConsumer<AnnouncedImages>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        services.Configure<MassTransitHostOptions>(bus => bus.WaitUntilStarted = true);
    }
}
