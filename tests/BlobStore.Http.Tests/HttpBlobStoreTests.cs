using System.Diagnostics;

namespace Indexing.BlobStore.Http.Tests;

public sealed class HttpBlobStoreTests
{
    [Fact]
    public async Task OpenAsync_AnyRequest_CarriesNothingThatTheServerDidNotNeed()
    {
        await using var server = await PictureServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "a=b; Path=/";
            return PictureServer.Bytes(1)(context);
        });
        using var store = Stores.For(server);
        using var trace = new Activity("a trace of ours").Start();
        await store.StatusAsync(server.Address("a.jpg").ToString());
        await store.StatusAsync(server.Address("a.jpg").ToString());
        string[] expected = ["Accept", "Accept-Encoding", "Host", "User-Agent"];
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, headers => Assert.Equal(expected, headers.Keys.Order(StringComparer.Ordinal)));
        Assert.All(server.Requests, headers => Assert.Equal("identity", headers.AcceptEncoding));
    }

    [Fact]
    public async Task Content_OfAServerThatEncodesUnasked_IsAsItCame()
    {
        await using var server = await PictureServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return PictureServer.Bytes(1, 2, 3)(context);
        });
        using var store = Stores.For(server);
        var opened = await store.OpenAsync(server.Address("a.jpg"), Cancellation);
        await using var content = opened.Content!;
        var buffer = new byte[3];
        await content.ReadExactlyAsync(buffer, Cancellation);
        Assert.Equal([1, 2, 3], buffer);
        Assert.Equal(3, opened.Length);
    }

    [Fact]
    public async Task OpenAsync_LengthNotAnnounced_IsUnknown()
    {
        await using var server = await PictureServer.StartAsync(async context =>
        {
            await context.Response.StartAsync();
            await context.Response.Body.WriteAsync(new byte[3]);
        });
        using var store = Stores.For(server);
        var opened = await store.OpenAsync(server.Address("a.jpg"), Cancellation);
        await using var content = opened.Content!;
        Assert.Null(opened.Length);
        Assert.Equal(3, await content.ReadAtLeastAsync(new byte[10], 10, throwOnEndOfStream: false, Cancellation));
    }

    [Fact]
    public async Task Content_ReadSynchronously_IsTheSame()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Bytes(1, 2, 3));
        using var store = Stores.For(server);
        await using var content = (await store.OpenAsync(server.Address("a.jpg"), Cancellation)).Content!;
        var buffer = new byte[3];
        content.ReadExactly(buffer);
        Assert.Equal([1, 2, 3], buffer);
        Assert.False(content.CanSeek);
        Assert.Throws<NotSupportedException>(() => content.Length);
    }

    [Fact]
    public async Task OpenAsync_OtherScheme_IsRefusedByTheArgument()
    {
        using var store = new HttpBlobStore(Microsoft.Extensions.Options.Options.Create(new HttpBlobStoreOptions()));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync(new Uri("ftp://example.org/a.jpg"), Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
