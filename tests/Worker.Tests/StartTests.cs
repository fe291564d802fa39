using System.Net;
using Indexing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Worker.Tests;

/// <summary>A worker starts whatever its broker does; configured wrongly, it ends with every reason.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("indexing-worker-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Create_NothingConfigured_NamesEveryFailure()
    {
        var failure = Record.Exception(() => Composition.Create(["--RabbitMq:PoisonAttempts", "1", "--Ingest:Parallel", "-1"]));

        var reasons = string.Join('\n', StartFailure.Explain(failure!)!);
        Assert.Contains("No vector store is configured", reasons, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:rabbitmq", reasons, StringComparison.Ordinal);
        Assert.Contains("FileSystemBlobStore:Roots is empty", reasons, StringComparison.Ordinal);
        Assert.Contains("RabbitMq:PoisonAttempts must be between 2 and 20", reasons, StringComparison.Ordinal);
        Assert.Contains("Ingest:Parallel must be between 0 and 256", reasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_WithoutABroker_SayAliveAndNotReady()
    {
        await using var worker = await StartAsync();
        using var http = new HttpClient { BaseAddress = AddressOf(worker) };

        await EventuallyAsync(async () => (await http.GetAsync("/startupz", Cancellation)).StatusCode == HttpStatusCode.OK);
        using var alive = await http.GetAsync("/livez", Cancellation);
        using var ready = await http.GetAsync("/readyz", Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (alive.StatusCode, ready.StatusCode));
        var body = await ready.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("\"broker\":\"unhealthy\"", body, StringComparison.Ordinal);
        Assert.Contains("\"models\":\"healthy\"", body, StringComparison.Ordinal);
        Assert.Contains("\"device\":\"cpu\"", body, StringComparison.Ordinal);
        Assert.Contains("\"stores\":\"healthy\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CudaThatCannotBeHad_EndsWithTheReason()
    {
        var failure = await Record.ExceptionAsync(() => StartAsync("--Inference:Device", "cuda", "--Inference:CudaProvider", _folder));

        var reason = Assert.Single(StartFailure.Explain(failure!)!);
        Assert.Contains("Inference:Device is cuda, which cannot be had", reason, StringComparison.Ordinal);
    }

    /// <summary>There the container checks at once that every service can be made, and by whom.</summary>
    [Fact]
    public async Task Start_InDevelopment_IsAlive()
    {
        await using var worker = await StartAsync("--environment", "Development");
        using var http = new HttpClient { BaseAddress = AddressOf(worker) };

        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("/livez", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Metrics_OfAStartedWorker_AreThere()
    {
        await using var worker = await StartAsync();
        using var http = new HttpClient { BaseAddress = AddressOf(worker) };

        Assert.Contains("# TYPE", await http.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(params IEnumerable<string> settings)
    {
        var worker = Composition.Create(
        [
            "--urls", "http://127.0.0.1:0", "--SqliteVectorStore:Directory", Path.Combine(_folder, "index"),
            "--FileSystemBlobStore:Roots:0", _folder, "--ConnectionStrings:rabbitmq", "amqp://guest:guest@127.0.0.1:1/",
            "--RabbitMq:StopTimeout", "00:00:01", "--Logging:LogLevel:Default", "None", .. settings,
        ]);
        await worker.StartAsync(Cancellation);
        return worker;
    }

    private static Uri AddressOf(WebApplication worker) => new(
        worker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; !await condition(); attempt++)
        {
            Assert.InRange(attempt, 0, 300);
            await Task.Delay(100, Cancellation);
        }
    }
}
