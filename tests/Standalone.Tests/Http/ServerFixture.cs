using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

/// <summary>One server for all tests of a class that only differ in what they ask.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal RunningServer Server { get; private set; } = null!;

    internal string Pictures => _folder.Combine("pictures");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Pictures);
        Server = await RunningServer.StartAsync(_folder.Combine("index"), adjust: null, Pictures);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
