using Indexing.Standalone.Packs;
using Indexing.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Indexing.Standalone.Tests.Packs;

public sealed class PackDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://models.example.org/pack.zip")]
    [InlineData("ftp://127.0.0.1/pack.zip")]
    [InlineData("file:///etc/passwd")]
    public void Parse_OtherThanHttps_IsRefused(string address) =>
        Assert.Throws<UsageException>(() => PackAddress.Parse(address));

    [Theory]
    [InlineData("https://models.example.org/pack.zip")]
    [InlineData("http://127.0.0.1:5000/pack.zip")]
    public void Parse_HttpsOrThisMachine_IsTaken(string address) => Assert.Equal(address, PackAddress.Parse(address).ToString());

    [Fact]
    public async Task Fetch_AnnouncedSizeAboveTheLimit_IsRefusedBeforeItIsRead()
    {
        await using var server = await ArchiveServer.StartAsync(static context =>
        {
            context.Response.ContentLength = 1 << 20;
            return context.Response.Body.WriteAsync(new byte[16], context.RequestAborted).AsTask();
        });

        await Assert.ThrowsAsync<PackRefusedException>(() => FetchAsync(server, new PackLimits { Archive = 1000 }));

        Assert.False(File.Exists(_folder.Combine("archive")));
    }

    [Fact]
    public async Task Fetch_MoreThanTheLimitWithoutAnnouncement_IsRefused()
    {
        await using var server = await ArchiveServer.StartAsync(static async context =>
        {
            for (var part = 0; part < 100; part++)
                await context.Response.Body.WriteAsync(new byte[1000], context.RequestAborted);
        });

        await Assert.ThrowsAsync<PackRefusedException>(() => FetchAsync(server, new PackLimits { Archive = 50_000 }));
    }

    [Fact]
    public async Task Fetch_ServerThatFallsSilent_IsGivenUp()
    {
        await using var server = await ArchiveServer.StartAsync(static async context =>
        {
            await context.Response.Body.WriteAsync(new byte[16], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var error = await Assert.ThrowsAsync<IOException>(
            () => FetchAsync(server, new PackLimits { Silence = TimeSpan.FromMilliseconds(300) }));

        Assert.Contains("sent nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_NoSuchFile_IsAnErrorOfTheServer()
    {
        await using var server = await ArchiveServer.StartAsync(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(server, new PackLimits()));
    }

    private Task FetchAsync(ArchiveServer server, PackLimits limits) =>
        PackDownload.FetchAsync(new Uri($"{server.Address}/pack.zip"), _folder.Combine("archive"), limits, CancellationToken.None);
}
