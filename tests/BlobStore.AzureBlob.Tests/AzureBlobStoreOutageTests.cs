using Indexing.TestSupport.Servers;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>A service that goes away and comes back. Each test has its own.</summary>
public sealed class AzureBlobStoreOutageTests : IAsyncLifetime
{
    private const int LargeSize = 32 << 20;

    private AzuriteServer? _server;

    private AzuriteServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task OpenAsync_ServiceStoppedAndStartedAgain_FailsTransientlyThenWorks()
    {
        var store = Store();
        var address = await UploadAsync("a.jpg", 1000);
        await store.CheckAsync(Cancellation);

        await Server.StopAsync();
        var opening = await Assert.ThrowsAsync<BlobStoreException>(() => store.OpenAsync(address, Cancellation));
        var checking = await Assert.ThrowsAsync<BlobStoreException>(() => store.CheckAsync(Cancellation));
        Assert.True(opening.IsTransient);
        Assert.True(checking.IsTransient);
        Assert.Contains($"127.0.0.1:{Server.Port}", opening.Message, StringComparison.Ordinal);

        await Server.RestartAsync();
        await store.CheckAsync(Cancellation);
        await using var content = (await store.OpenAsync(address, Cancellation)).Content!;
        Assert.Equal(1000, await CountAsync(content));
    }

    [Fact]
    public async Task Read_ServiceKilledInTheMiddle_FailsTransiently()
    {
        var opened = await Store().OpenAsync(await UploadAsync("large.bin", LargeSize), Cancellation);
        await using var content = opened.Content!;
        await content.ReadExactlyAsync(new byte[1000], Cancellation);
        await Server.KillAsync();
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => CountAsync(content));
        Assert.True(error.IsTransient);
        Assert.Equal(LargeSize, opened.Length);
    }

    [Fact]
    public async Task Read_ServiceRestartedInTheMiddle_IsResumed()
    {
        var address = await UploadAsync("large.bin", LargeSize);
        // In order, so that the blob is on disk.
        await Server.StopAsync();
        await Server.RestartAsync();
        await using var content = (await Store().OpenAsync(address, Cancellation)).Content!;
        await content.ReadExactlyAsync(new byte[1000], Cancellation);
        await Server.KillAsync();
        await Server.RestartAsync();
        Assert.Equal(LargeSize - 1000, await CountAsync(content));
    }

    [Fact]
    public async Task Read_CallerCancels_IsACancellation()
    {
        await using var content = (await Store().OpenAsync(await UploadAsync("large.bin", LargeSize), Cancellation)).Content!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await content.ReadExactlyAsync(new byte[10], new CancellationToken(canceled: true)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AzureBlobStore Store() => AzuriteFixture.Open(Server.ConnectionString);

    private async Task<Uri> UploadAsync(string name, int length)
    {
        var container = new Azure.Storage.Blobs.BlobContainerClient(Server.ConnectionString, "pictures");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await container.UploadBlobAsync(name, BinaryData.FromBytes(new byte[length]), Cancellation);
        return AzuriteFixture.Address("pictures", name);
    }

    private static async Task<long> CountAsync(Stream content)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = await content.ReadAsync(buffer, Cancellation)) > 0;) total += read;
        return total;
    }
}
