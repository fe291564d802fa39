using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

public sealed class OutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Announce_StoreAwayForAMoment_IsIndexedInTheEnd()
    {
        FlakyVectorStore? flaky = null;
        await using var server = await RunningServer.StartAsync(
            _folder.Combine("index"),
            services => services.AdjustStore(store => flaky = new FlakyVectorStore(store, failures: 2)));

        await server.AnnounceInlineAsync("patient", TestPictures.Png(1));

        Assert.Equal("indexed", (await server.WaitUntilDoneAsync("patient")).Status);
        Assert.Equal(2, flaky!.Failed);
    }
}
