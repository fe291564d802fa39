using System.Diagnostics.CodeAnalysis;
using Indexing.BlobStore;

namespace Indexing.TestSupport;

/// <summary>What every blob store must do. An adapter's tests derive from it and add what is special to the adapter.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Test names read Method_Condition_Expectation.")]
public abstract class BlobStoreConformance
{
    /// <summary>The store under test.</summary>
    protected abstract IBlobStore Store { get; }

    /// <summary>Stores a blob behind the store's back and returns its address.</summary>
    protected abstract Uri Put(string name, byte[] content);

    /// <summary>Address of a blob that does not exist, in a place the store may read.</summary>
    protected abstract Uri Missing { get; }

    /// <summary>Address, in a form the store accepts, of something that exists where the store may not read.</summary>
    protected abstract Uri Foreign { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_003)]
    public async Task OpenAsync_Blob_ContentAndLengthAreThoseStored(int length)
    {
        var content = Bytes(length);
        var opened = await Store.OpenAsync(Put($"blob-{length}.jpg", content), Cancellation);
        Assert.Equal(OpenBlobStatus.Opened, opened.Status);
        Assert.True(opened.Length is null || opened.Length == length);
        Assert.Equal(content, await ReadAsync(opened));
    }

    [Theory]
    [InlineData("with blank.jpg")]
    [InlineData("grün-漢字.png")]
    [InlineData("100%25.jpg")]
    [InlineData("hash#mark.jpg")]
    [InlineData("what?.jpg")]
    [InlineData("deep/er/file.webp")]
    public async Task OpenAsync_UnusualName_IsFound(string name)
    {
        var opened = await Store.OpenAsync(Put(name, Bytes(10)), Cancellation);
        Assert.Equal(OpenBlobStatus.Opened, opened.Status);
        Assert.Equal(Bytes(10), await ReadAsync(opened));
    }

    [Fact]
    public async Task OpenAsync_MissingBlob_IsNotFound()
    {
        var result = await Store.OpenAsync(Missing, Cancellation);
        Assert.Equal(OpenBlobStatus.NotFound, result.Status);
        Assert.Null(result.Content);
    }

    [Fact]
    public async Task OpenAsync_ForeignPlace_IsForbidden()
    {
        var result = await Store.OpenAsync(Foreign, Cancellation);
        Assert.Equal(OpenBlobStatus.Forbidden, result.Status);
        Assert.Null(result.Content);
    }

    [Fact]
    public async Task OpenAsync_SameBlobManyTimesAtOnce_EachHasItsOwnStream()
    {
        var content = Bytes(300_000);
        var uri = Put("shared.jpg", content);
        var reads = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ReadAsync()));
        Assert.All(reads, read => Assert.Equal(content, read));

        async Task<byte[]> ReadAsync() => await BlobStoreConformance.ReadAsync(await Store.OpenAsync(uri, Cancellation));
    }

    [Fact]
    public async Task OpenAsync_ReplacedBlob_NewContentIsRead()
    {
        var uri = Put("replaced.jpg", Bytes(100));
        await ReadAsync(await Store.OpenAsync(uri, Cancellation));
        Put("replaced.jpg", Bytes(50));
        Assert.Equal(Bytes(50), await ReadAsync(await Store.OpenAsync(uri, Cancellation)));
    }

    [Fact]
    public async Task OpenAsync_CancelledToken_ThrowsOperationCanceled()
    {
        var uri = Put("cancelled.jpg", Bytes(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenAsync(uri, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task CheckAsync_StoreThatAnswers_ReturnsQuietly() => await Store.CheckAsync(Cancellation);

    [Fact]
    public void CanOpen_OwnAddress_IsTrue() => Assert.True(Store.CanOpen(Put("own.jpg", Bytes(1))));

    [Theory]
    [InlineData("ftp://example.org/picture.jpg")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("relative/picture.jpg")]
    public void CanOpen_OtherForm_IsFalse(string address) => Assert.False(Store.CanOpen(new Uri(address, UriKind.RelativeOrAbsolute)));

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Bytes that differ from position to position.</summary>
    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Reads and closes an opened blob.</summary>
    protected static async Task<byte[]> ReadAsync(OpenBlobResult opened)
    {
        Assert.NotNull(opened.Content);
        await using var content = opened.Content;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
