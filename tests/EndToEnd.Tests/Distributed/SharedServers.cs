using Indexing.TestSupport.Servers;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>One broker and one set of pictures for all fault tests, which run one after the other; each has its own virtual host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServers : ICollectionFixture<SharedServers>, IAsyncLifetime
{
    public const string Name = "distributed";

    private RabbitMqServer? _broker;
    private PictureSet? _pictures;

    internal RabbitMqServer Broker => _broker!;

    internal PictureSet Pictures => _pictures!;

    public async ValueTask InitializeAsync()
    {
        var pictures = PictureSet.CreateAsync();
        _broker = await RabbitMqServer.StartAsync();
        _pictures = await pictures;
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _pictures?.Dispose();
    }
}
