using System.Net;
using System.Net.Http.Json;
using System.Text;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

public sealed class IngestEndpointsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Announce_InlinePicture_IsIndexedAndFound()
    {
        var response = await Server.AnnounceInlineAsync("inline-1", TestPictures.Png(1));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/v1/images/inline-1/status", response.Headers.Location?.OriginalString);
        var status = await Server.WaitUntilDoneAsync("inline-1");
        Assert.Equal(("indexed", 1), (status.Status, status.Words));
    }

    [Fact]
    public async Task Announce_FileBelowARoot_IsIndexed()
    {
        var path = Path.Combine(fixture.Pictures, "below root #1.jpg");
        await File.WriteAllBytesAsync(path, TestPictures.Jpeg(2));

        await Server.AnnounceAsync(new { imageId = "file-1", source = new { uri = FileUri.From(path) } });

        Assert.Equal("indexed", (await Server.WaitUntilDoneAsync("file-1")).Status);
    }

    [Fact]
    public async Task Announce_FileOutsideTheRoots_IsRejectedAsForbidden()
    {
        await Server.AnnounceAsync(new { imageId = "outside", source = new { uri = "file:///etc/passwd" } });

        var status = await Server.WaitUntilDoneAsync("outside");
        Assert.Equal(("rejected", "forbidden"), (status.Status, status.Reason));
    }

    [Fact]
    public async Task Announce_NoPicture_IsRejectedWithReason()
    {
        await Server.AnnounceInlineAsync("text", "this is text"u8.ToArray());

        var status = await Server.WaitUntilDoneAsync("text");
        Assert.Equal(("rejected", "not_an_image"), (status.Status, status.Reason));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with/slash")]
    [InlineData("a%2Fb")]
    [InlineData("100% & ? # + ; =")]
    [InlineData("Übung/字 .jpg")]
    [InlineData("a/../b")]
    [InlineData("/absolute/path.jpg")]
    public async Task Status_AnyImageId_IsAddressedByOnePercentEncodedSegment(string id)
    {
        var response = await Server.AnnounceInlineAsync(id, TestPictures.Png(3));

        Assert.Equal(RunningServer.Address(id, "/status"), response.Headers.Location?.OriginalString);
        Assert.Equal(id, (await Server.WaitUntilDoneAsync(id)).ImageId);
    }

    [Fact]
    public async Task Status_IdsThatDifferInTheirEncodingOnly_AreTwoPictures()
    {
        await Server.AnnounceInlineAsync("x/y", TestPictures.Png(4));

        var response = await Server.Client.GetAsync(RunningServer.Address("x%2Fy", "/status"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Announce_WithoutVersion_GetsEachTimeANewerOne()
    {
        var first = await ReadAsync(await Server.AnnounceInlineAsync("again", TestPictures.Png(5)));
        var second = await ReadAsync(await Server.AnnounceInlineAsync("again", TestPictures.Png(6)));

        Assert.True(second.Version > first.Version);
    }

    [Fact]
    public async Task Announce_OlderVersion_ChangesNothing()
    {
        await Server.AnnounceInlineAsync("stale", TestPictures.Png(7), version: 20);
        await Server.WaitUntilDoneAsync("stale");

        var answer = await ReadAsync(await Server.AnnounceInlineAsync("stale", "no picture"u8.ToArray(), version: 10));

        Assert.Equal((20, "indexed"), (answer.Version, answer.Status));
    }

    [Fact]
    public async Task Delete_KnownPicture_IsGoneAtOnceAndStaysDeleted()
    {
        await Server.AnnounceInlineAsync("to/delete", TestPictures.Png(8), version: 5);
        await Server.WaitUntilDoneAsync("to/delete");

        var deleted = await Server.Client.DeleteAsync(RunningServer.Address("to/delete", ""));
        await Server.AnnounceInlineAsync("to/delete", TestPictures.Png(8), version: 5);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("deleted", (await Server.WaitUntilDoneAsync("to/delete")).Status);
        var content = await Server.Client.GetAsync(RunningServer.Address("to/delete", "/content"));
        Assert.Equal(HttpStatusCode.NotFound, content.StatusCode);
    }

    [Fact]
    public async Task Delete_UnknownPicture_IsNotFound()
    {
        var response = await Server.Client.DeleteAsync(RunningServer.Address("never seen", ""));

        Assert.Equal((HttpStatusCode.NotFound, "unknown_image"), (response.StatusCode, await RunningServer.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Content_IndexedPicture_IsSentWithItsOwnMediaType()
    {
        var picture = TestPictures.Png(9);
        await Server.AnnounceInlineAsync("shown.jpg", picture);
        await Server.WaitUntilDoneAsync("shown.jpg");

        var response = await Server.Client.GetAsync(RunningServer.Address("shown.jpg", "/content"));

        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(picture, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Content_FileThatBecameSomethingElse_IsNotSent()
    {
        var path = Path.Combine(fixture.Pictures, "changed.jpg");
        await File.WriteAllBytesAsync(path, TestPictures.Jpeg(10));
        await Server.AnnounceAsync(new { imageId = "changed", source = new { uri = FileUri.From(path) } });
        await Server.WaitUntilDoneAsync("changed");
        await File.WriteAllTextAsync(path, "<script>alert(1)</script>");

        var response = await Server.Client.GetAsync(RunningServer.Address("changed", "/content"));

        Assert.Equal((HttpStatusCode.NotFound, "no_content"), (response.StatusCode, await RunningServer.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("""{"imageId": "x"}""", "invalid_json")]
    [InlineData("""{"imageId": "x", "source": """, "invalid_json")]
    [InlineData("""null""", "invalid_json")]
    [InlineData("""{"imageId": "", "source": {"uri": "file:///a"}}""", "invalid_request")]
    [InlineData("""{"imageId": "..", "source": {"uri": "file:///a"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "source": {}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "source": {"uri": "file:///a", "inline": "AAAA"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "source": {"uri": "not an address"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "source": {"uri": "file:///a", "sha256": "12"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "version": -1, "source": {"uri": "file:///a"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "tags": [""], "source": {"uri": "file:///a"}}""", "invalid_request")]
    [InlineData("""{"imageId": "x", "tenant": "stranger", "source": {"uri": "file:///a"}}""", "unknown_tenant")]
    public async Task Announce_WrongBody_IsAProblemWithAStableCode(string body, string code)
    {
        var response = await Server.Client.PostAsync("/v1/images", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningServer.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Announce_InlineTooLarge_IsRefused()
    {
        var response = await Server.AnnounceInlineAsync("large", new byte[256 * 1024 + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("inline_too_large", await RunningServer.CodeOfAsync(response));
    }

    [Fact]
    public async Task Announce_BodyTooLarge_IsRefused()
    {
        var response = await Server.AnnounceInlineAsync("larger", new byte[2_000_000]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Announce_FormOfAnotherSite_IsRefused()
    {
        var body = """{"imageId": "x", "source": {"uri": "file:///a"}}""";

        var response = await Server.Client.PostAsync("/v1/images", new StringContent(body, Encoding.UTF8, "text/plain"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "not_json"), (response.StatusCode, await RunningServer.CodeOfAsync(response)));
    }

    private static async Task<ImageStatusView> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ImageStatusView>())!;
}
