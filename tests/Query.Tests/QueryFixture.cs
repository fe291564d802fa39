using Indexing.TestSupport;

namespace Indexing.Query.Tests;

/// <summary>One server for all tests of a class that only differ in what they ask.</summary>
public sealed class QueryFixture : IAsyncLifetime
{
    internal TemporaryFolder Folder { get; } = new();

    internal RunningQuery Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningQuery.StartAsync(Folder);
        await Server.IndexAsync("cafe.jpg", words: ["coffee", "open"]);
        await Server.IndexAsync("shelf.jpg", words: ["toffee", "sugar"]);
        await Server.IndexAsync("foreign.jpg", tenant: "museum", words: ["coffee"]);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
