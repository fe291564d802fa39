using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Http;

public sealed class OutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Announce_StoreAwayForAMoment_IsIndexedInTheEnd()
    {
        await using var server = await RunningServer.StartAsync(
            _folder.Combine("index"),
            services => services.AddSingleton<SqliteVectorStore>()
                .AddSingleton<IVectorStore>(
                    provider => new FlakyVectorStore(provider.GetRequiredService<SqliteVectorStore>(), failures: 2)));

        await server.AnnounceInlineAsync("patient", TestPictures.Png(1));

        Assert.Equal("indexed", (await server.WaitUntilDoneAsync("patient")).Status);
        Assert.Equal(2, ((FlakyVectorStore)server.Services.GetRequiredService<IVectorStore>()).Failed);
    }
}
