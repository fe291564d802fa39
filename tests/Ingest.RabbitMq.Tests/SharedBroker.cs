using Indexing.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(Indexing.Ingest.RabbitMq.Tests.SharedBroker))]

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>One real RabbitMQ for all tests; each takes a virtual host of its own.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    private int _hosts;

    internal RabbitMqServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RabbitMqServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal Task<Uri> EmptyAsync() => Server.AddVirtualHostAsync($"test-{Interlocked.Increment(ref _hosts)}");
}
