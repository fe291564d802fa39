using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Imaging;

namespace Indexing.Ingest.Tests;

public sealed class ImageIngestorRejectionTests : IAsyncDisposable
{
    private readonly IngestFixture _fixture = new(new ImageDecodingOptions { MaxBytes = 200_000, MaxPixels = 1_000_000 });

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Ingest_MissingFile_IsNotFound() =>
        await AssertRejectedAsync("not_found", new ImageSource { Uri = new Uri(Path.Combine(_fixture.Pictures, "gone.jpg")).AbsoluteUri });

    [Fact]
    public async Task Ingest_FileOutsideTheRoot_IsForbidden() =>
        await AssertRejectedAsync("forbidden", new ImageSource { Uri = "file:///etc/hostname" });

    [Theory]
    [InlineData("ftp://example.org/a.jpg")]
    [InlineData("not an address")]
    [InlineData(null)]
    public async Task Ingest_AddressThatNoStoreOpens_IsUnsupported(string? uri) =>
        await AssertRejectedAsync("unsupported_source", new ImageSource { Uri = uri });

    [Fact]
    public async Task Ingest_OtherBytesThanAnnounced_IsAHashMismatch() =>
        await AssertRejectedAsync("hash_mismatch", new ImageSource { Inline = TestPictures.Png(1), Sha256 = new string('0', 64) });

    [Fact]
    public async Task Ingest_NoBytes_IsEmpty() => await AssertRejectedAsync("empty", new ImageSource { Inline = [] });

    [Fact]
    public async Task Ingest_Text_IsNotAnImage() =>
        await AssertRejectedAsync("not_an_image", new ImageSource { Inline = "hello"u8.ToArray() });

    [Fact]
    public async Task Ingest_HalfAJpeg_IsTruncated() =>
        await AssertRejectedAsync("truncated", new ImageSource { Inline = TestPictures.Jpeg(1)[..^500] });

    [Fact]
    public async Task Ingest_MorePixelsThanAllowed_IsTooManyPixels() =>
        await AssertRejectedAsync("too_many_pixels", new ImageSource { Inline = TestPictures.Jpeg(1, width: 1200, height: 900) });

    [Fact]
    public async Task Ingest_MoreBytesThanAllowed_IsTooLarge() =>
        await AssertRejectedAsync("too_large", new ImageSource { Inline = new byte[200_001] });

    [Fact]
    public async Task Ingest_FileLargerThanAllowed_IsTooLarge()
    {
        var path = Path.Combine(_fixture.Pictures, "large.jpg");
        await File.WriteAllBytesAsync(path, new byte[300_000]);

        await AssertRejectedAsync("too_large", new ImageSource { Uri = new Uri(path).AbsoluteUri });
    }

    [Fact]
    public async Task Ingest_RejectedNewVersion_RemovesTheOldWords()
    {
        await _fixture.IngestFileAsync("a.jpg", TestPictures.Jpeg(1), version: 1);

        await _fixture.IngestFileAsync("a.jpg", "broken now"u8.ToArray(), version: 2);

        Assert.Empty(await _fixture.WordsAsync());
        Assert.Equal((2, ImageStatus.Rejected), ((await _fixture.RecordAsync())!.Version, (await _fixture.RecordAsync())!.Status));
    }

    private async Task AssertRejectedAsync(string reason, ImageSource source)
    {
        var result = await _fixture.IngestAsync(source);

        Assert.Equal(reason, Assert.IsType<IngestResult.Rejected>(result).Rejection.Code);
        var record = (await _fixture.RecordAsync())!;
        Assert.Equal((ImageStatus.Rejected, reason), (record.Status, record.RejectedReason));
    }
}
