using Indexing.BlobStore;
using Indexing.VectorStore;
using Indexing.Vision;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>A worker in this process over a real broker: the product's lanes and write path, the test's detector and stores.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost _host;

    private WorkerHost(IHost host, ScriptedStores stores) => (_host, Stores) = (host, stores);

    public ScriptedStores Stores { get; }

    public static async Task<WorkerHost> StartAsync(
        Uri broker, ScriptedStores? stores = null, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        stores ??= new ScriptedStores();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:rabbitmq", broker.AbsoluteUri),
            new("RabbitMq:ParkDelays:0", "00:00:00.1"),
            new("RabbitMq:StopTimeout", "00:00:05"),
            .. settings,
        ]);
        builder.Services.AddVision().AddSingleton(stores.Detector).AddIngest();
        builder.Services.AddSingleton<IVectorStore>(stores).AddSingleton<IBlobStore>(stores);
        builder.Services.AddIngestWorker();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new WorkerHost(host, stores);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
