using Indexing.TestSupport.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http.Tests;

/// <summary>Answers and silences of servers in trouble, as the port's outcomes.</summary>
public sealed class HttpBlobStoreFailureTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(404, OpenBlobStatus.NotFound)]
    [InlineData(410, OpenBlobStatus.NotFound)]
    [InlineData(400, OpenBlobStatus.NotFound)]
    [InlineData(405, OpenBlobStatus.NotFound)]
    [InlineData(304, OpenBlobStatus.NotFound)]
    [InlineData(401, OpenBlobStatus.Forbidden)]
    [InlineData(402, OpenBlobStatus.Forbidden)]
    [InlineData(403, OpenBlobStatus.Forbidden)]
    [InlineData(451, OpenBlobStatus.Forbidden)]
    public async Task OpenAsync_AnswerAboutThePicture_IsAnOutcome(int status, OpenBlobStatus expected)
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Status(status));
        using var store = Stores.For(server);
        Assert.Equal(expected, await store.StatusAsync(server.Address("a.jpg").ToString()));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task OpenAsync_AnswerAboutTheServer_IsATransientFailure(int status)
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Status(status));
        using var store = Stores.For(server);
        var error = await Assert.ThrowsAsync<BlobStoreException>(
            () => store.StatusAsync(server.Address("a.jpg?token=hush").ToString()));
        Assert.True(error.IsTransient);
        Assert.Contains($"127.0.0.1:{server.Port} answered {status}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DeadPort_IsATransientFailure()
    {
        var host = $"http://127.0.0.1:{LoopbackPorts.Free()}";
        var options = Stores.Allow(host);
        options.AllowPrivateNetworks = true;
        using var store = new HttpBlobStore(Options.Create(options));
        Assert.True((await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync($"{host}/a.jpg"))).IsTransient);
    }

    [Fact]
    public async Task OpenAsync_UnknownName_IsATransientFailure()
    {
        using var store = new Network(1).With("pictures.test", [[]]).Open(Stores.Allow("pictures.test"));
        Assert.True((await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync("https://pictures.test/a.jpg"))).IsTransient);
    }

    [Fact]
    public async Task OpenAsync_SilentServer_IsATransientFailureAndNotACancellation()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Silence);
        using var store = Stores.For(server, options => options.ReadTimeout = Short);
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync(server.Address("a.jpg").ToString()));
        Assert.True(error.IsTransient);
        Assert.Contains("HttpBlobStore:ReadTimeout", error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task OpenAsync_HeadersWithoutEnd_IsALastingFailure()
    {
        await using var server = await PictureServer.StartAsync(context =>
        {
            for (var i = 0; i < 50; i++)
                context.Response.Headers[$"X-{i}"] = new string('x', 1000);
            return Task.CompletedTask;
        });
        using var store = Stores.For(server);
        Assert.False((await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync(server.Address("a").ToString()))).IsTransient);
    }

    [Fact]
    public async Task Read_ServerThatStopsInTheMiddle_IsATransientFailureAndNotACancellation() =>
        await AssertGivesUpAsync(PictureServer.Stall, options => (options.ReadTimeout, options.TotalTimeout) = (Short, Long));

    [Fact]
    public async Task Read_ServerThatDripsForEver_IsATransientFailure() =>
        await AssertGivesUpAsync(PictureServer.Drip, options => (options.ReadTimeout, options.TotalTimeout) = (Long, Short * 3));

    [Fact]
    public async Task Read_ServerThatBreaksOff_IsATransientFailure()
    {
        var broken = new TaskCompletionSource();
        await using var server = await PictureServer.StartAsync(PictureServer.BreakOff(broken.Task));
        using var store = Stores.For(server);
        await using var content = (await store.OpenAsync(server.Address("a.jpg"), Cancellation)).Content!;
        await content.ReadExactlyAsync(new byte[10], Cancellation);
        broken.SetResult();
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => content.CopyToAsync(Stream.Null, Cancellation));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task OpenAsync_CallerCancelsWhileWaiting_IsACancellation()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Silence);
        using var store = Stores.For(server, options => options.ReadTimeout = Long);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var opening = store.OpenAsync(server.Address("a.jpg"), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task Read_CallerCancelsWhileWaiting_IsACancellation()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Stall);
        using var store = Stores.For(server, options => options.ReadTimeout = Long);
        await using var content = (await store.OpenAsync(server.Address("a.jpg"), Cancellation)).Content!;
        await content.ReadExactlyAsync(new byte[10], Cancellation);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = content.ReadExactlyAsync(new byte[10], source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task AssertGivesUpAsync(RequestDelegate answer, Action<HttpBlobStoreOptions> change)
    {
        await using var server = await PictureServer.StartAsync(answer);
        using var store = Stores.For(server, change);
        // On a machine that is busy enough the limit may pass while opening, which is the same failure.
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => FetchAsync(store, server.Address("a.jpg")).WaitAsync(Patience));
        Assert.True(error.IsTransient);
        Assert.IsNotType<OperationCanceledException>(error.InnerException, exactMatch: false);
    }

    private static async Task FetchAsync(HttpBlobStore store, Uri address)
    {
        await using var content = (await store.OpenAsync(address, Cancellation)).Content!;
        await content.CopyToAsync(Stream.Null, Cancellation);
    }
}
