using System.Net;
using System.Net.Http.Headers;
using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.Vision.Imaging;
using Microsoft.Extensions.Options;

namespace Indexing.Query.Tests;

public sealed class ThumbnailTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{

    private RunningQuery Server => fixture.Server;

    [Theory]
    [InlineData(800, 400, 200, 200, 100)]
    [InlineData(400, 800, 200, 100, 200)]
    [InlineData(100, 60, 320, 100, 60)]
    [InlineData(3000, 20, 32, 32, 1)]
    public async Task Thumbnail_OfAPicture_FitsTheSizeAndIsNotEnlarged(
        int width, int height, int size, int expectedWidth, int expectedHeight)
    {
        var id = $"{width}x{height}.png";
        await Server.ShowAsync(fixture.Folder, id, TestPictures.Png(1, width, height));

        Assert.Equal((expectedWidth, expectedHeight), await SizeOfAsync(id, size));
    }

    [Fact]
    public async Task Thumbnail_OfATurnedPhotograph_IsUpright()
    {
        var turned = ExifOrientation.Of(TestPictures.Jpeg(2, 400, 200), 6);
        await Server.ShowAsync(fixture.Folder, "turned.jpg", turned);

        Assert.Equal((50, 100), await SizeOfAsync("turned.jpg", 100));
    }

    [Fact]
    public async Task Thumbnail_AskedAgain_ComesFromMemory()
    {
        var path = await Server.ShowAsync(fixture.Folder, "kept.jpg", TestPictures.Jpeg(3));
        var first = await Server.Client.GetByteArrayAsync($"{ImageAddress.Of("kept.jpg")}/thumbnail?size=100");
        File.Delete(path);

        Assert.Equal(first, await Server.Client.GetByteArrayAsync($"{ImageAddress.Of("kept.jpg")}/thumbnail?size=100"));
        Assert.Equal("no_content", await CodeAsync("kept.jpg", "?size=101"));
    }

    [Fact]
    public async Task Thumbnail_WithItsETag_IsNotSentAgain()
    {
        await Server.ShowAsync(fixture.Folder, "known.jpg", TestPictures.Jpeg(4));
        var first = await Server.Client.GetAsync($"{ImageAddress.Of("known.jpg")}/thumbnail");
        Assert.True(first.Headers.CacheControl!.Private);

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("/thumbnail", first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/thumbnail?size=64", first.Headers.ETag!));

        async Task<HttpStatusCode> StatusAsync(string part, EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, ImageAddress.Of("known.jpg") + part);
            request.Headers.IfNoneMatch.Add(tag);
            return (await Server.Client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Thumbnail_OfAFileThatChangedSinceItWasIndexed_IsNotShown()
    {
        var path = await Server.ShowAsync(fixture.Folder, "changed.jpg", TestPictures.Jpeg(5));
        await File.WriteAllBytesAsync(path, TestPictures.Jpeg(6));

        Assert.Equal("no_content", await CodeAsync("changed.jpg", ""));
    }

    [Theory]
    [InlineData("?size=31")]
    [InlineData("?size=1025")]
    [InlineData("?size=1e2")]
    [InlineData("?size=")]
    public async Task Thumbnail_OfAnImpossibleSize_IsAProblem(string query)
    {
        await Server.ShowAsync(fixture.Folder, "any.jpg", TestPictures.Jpeg(7));

        Assert.Equal("invalid_request", await CodeAsync("any.jpg", query));
    }

    [Fact]
    public async Task Thumbnails_ManyAtOnce_AreAllMade()
    {
        foreach (var number in Enumerable.Range(0, 12))
            await Server.ShowAsync(fixture.Folder, $"many-{number}.jpg", TestPictures.Jpeg(100 + number));

        var files = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(number => Server.Client.GetByteArrayAsync($"{ImageAddress.Of($"many-{number}.jpg")}/thumbnail?size=100")));

        Assert.Equal(12, files.Select(Convert.ToBase64String).Distinct().Count());
    }

    private async Task<(int Width, int Height)> SizeOfAsync(string imageId, int size)
    {
        using var file = new MemoryStream();
        await using (var content = await Server.Api.OpenThumbnailAsync(imageId, size))
            await content.CopyToAsync(file);
        Assert.Equal([0xFF, 0xD8, 0xFF], file.ToArray()[..3]);
        var decoder = new ImageDecoder(Options.Create(new ImageDecodingOptions { MinSide = 1, MaxSide = 8192 }));
        using var image = decoder.Decode(file.ToArray()).Image!;
        return (image.Width, image.Height);
    }

    private async Task<string?> CodeAsync(string imageId, string query) =>
        await RunningQuery.CodeOfAsync(await Server.Client.GetAsync($"{ImageAddress.Of(imageId)}/thumbnail{query}"));
}
