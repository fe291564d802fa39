using Azure.Storage.Sas;

namespace Indexing.BlobStore.AzureBlob.Tests;

public sealed class AzureBlobStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("azblob://pictures/../secret/secret.jpg")]
    [InlineData("azblob://pictures/%2e%2e/secret/secret.jpg")]
    [InlineData("azblob://pictures/a/..%2f..%2fsecret/secret.jpg")]
    [InlineData("azblob://pictures/a%5c..%5c..%5csecret%5csecret.jpg")]
    [InlineData("azblob://pictures/..%5csecret%5csecret.jpg")]
    [InlineData("azblob://pictures/%252e%252e/secret/secret.jpg")]
    [InlineData("azblob://pictures@secret/secret.jpg")]
    [InlineData("azblob://secret:80/secret.jpg")]
    [InlineData("azblob://SECRET/secret.jpg")]
    [InlineData("azblob:///secret/secret.jpg")]
    public async Task OpenAsync_TrickyAddress_NeverLeavesTheContainer(string address)
    {
        var result = await azurite.Store("pictures").OpenAsync(new Uri(address), Cancellation);
        Assert.Contains(result.Status, new[] { OpenBlobStatus.Forbidden, OpenBlobStatus.NotFound });
        Assert.Null(result.Content);
    }

    [Theory]
    [InlineData("azblob://pictures/a.jpg?x=1")]
    [InlineData("azblob://pictures/a.jpg#x")]
    [InlineData("azblob://user:key@pictures/a.jpg")]
    [InlineData("azblob://pictures:8080/a.jpg")]
    [InlineData("azblob://pictures/a%00.jpg")]
    public async Task OpenAsync_AddressWithMoreThanContainerAndName_IsForbidden(string address)
    {
        await UploadAsync("a.jpg", [1]);
        Assert.Equal(OpenBlobStatus.Forbidden, (await azurite.Store().OpenAsync(new Uri(address), Cancellation)).Status);
    }

    [Theory]
    [InlineData("azblob://pictures")]
    [InlineData("azblob://pictures/")]
    [InlineData("azblob://absent/a.jpg")]
    [InlineData("azblob://x/a.jpg")]
    [InlineData("azblob://no_container/a.jpg")]
    public async Task OpenAsync_NoSuchContainerOrNoName_IsNotFound(string address) =>
        Assert.Equal(OpenBlobStatus.NotFound, (await azurite.Store().OpenAsync(new Uri(address), Cancellation)).Status);

    [Fact]
    public async Task OpenAsync_NoContainersListed_EveryContainerIsRead()
    {
        var opened = await azurite.Store().OpenAsync(AzuriteFixture.Address("secret", "secret.jpg"), Cancellation);
        await using var content = opened.Content!;
        Assert.Equal(6, opened.Length);
    }

    [Fact]
    public async Task OpenAsync_WrongKey_IsAFailureOfTheStoreNotOfTheBlob()
    {
        await UploadAsync("key.jpg", [1]);
        var store = new Credentials(azurite).WithWrongKey();
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => OpenAsync(store, "key.jpg"));
        Assert.False(error.IsTransient);
        Assert.Contains("AzureBlob:ConnectionString", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_WrongKey_Fails()
    {
        var store = new Credentials(azurite).WithWrongKey();
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.CheckAsync(Cancellation));
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task OpenAsync_SignatureOfAnotherContainer_IsAFailureOfTheStore()
    {
        await UploadAsync("foreign.jpg", [1]);
        var store = new Credentials(azurite).WithSignature("secret", BlobContainerSasPermissions.Read);
        await Assert.ThrowsAsync<BlobStoreException>(() => OpenAsync(store, "foreign.jpg"));
    }

    [Fact]
    public async Task OpenAsync_SignatureThatMayOnlyList_IsForbidden()
    {
        await UploadAsync("unreadable.jpg", [1]);
        var store = new Credentials(azurite).WithSignature("pictures", BlobContainerSasPermissions.List);
        Assert.Equal(OpenBlobStatus.Forbidden, await OpenAsync(store, "unreadable.jpg"));
    }

    [Fact]
    public async Task OpenAsync_SignatureThatMayRead_IsOpened()
    {
        await UploadAsync("readable.jpg", [1]);
        var store = new Credentials(azurite).WithSignature("pictures", BlobContainerSasPermissions.Read);
        Assert.Equal(OpenBlobStatus.Opened, await OpenAsync(store, "readable.jpg"));
        await store.CheckAsync(Cancellation);
    }

    [Fact]
    public async Task CheckAsync_SignatureThatMayNotRead_Fails()
    {
        var store = new Credentials(azurite).WithSignature("pictures", BlobContainerSasPermissions.List);
        await Assert.ThrowsAsync<BlobStoreException>(() => store.CheckAsync(Cancellation));
    }

    [Fact]
    public async Task OpenAsync_LargeBlob_IsStreamed()
    {
        const int Size = 64 << 20;
        await UploadAsync("large.bin", new byte[Size]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await using var content = (await azurite.Store("pictures").OpenAsync(AzuriteFixture.Address("pictures", "large.bin"), Cancellation))
            .Content!;
        var buffer = new byte[128 * 1024];
        long total = 0;
        for (int read; (read = await content.ReadAsync(buffer, Cancellation)) > 0;) total += read;
        Assert.Equal(Size, total);
        // Everything that the process allocated while 64 MiB passed, other tests beside it included: a store that collects the blob
        // needs at least its size.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Size / 4 * 3);
    }

    [Fact]
    public async Task Content_ReadSynchronously_IsTheSame()
    {
        await UploadAsync("sync.jpg", [1, 2, 3]);
        await using var content = (await azurite.Store("pictures").OpenAsync(AzuriteFixture.Address("pictures", "sync.jpg"), Cancellation))
            .Content!;
        var buffer = new byte[3];
        content.ReadExactly(buffer);
        Assert.Equal([1, 2, 3], buffer);
        Assert.False(content.CanSeek);
        Assert.Throws<NotSupportedException>(() => content.Length);
    }

    [Fact]
    public async Task OpenAsync_OtherScheme_IsRefusedByTheArgument() =>
        await Assert.ThrowsAsync<ArgumentException>(() => azurite.Store().OpenAsync(new Uri("https://example.org/a.jpg"), Cancellation));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<OpenBlobStatus> OpenAsync(AzureBlobStore store, string name)
    {
        var opened = await store.OpenAsync(AzuriteFixture.Address("pictures", name), Cancellation);
        if (opened.Content is { } content) await content.DisposeAsync();
        return opened.Status;
    }

    private async Task UploadAsync(string name, byte[] content) =>
        await azurite.Container("pictures").GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, Cancellation);
}
