using System.Net;
using System.Net.Http.Json;
using System.Text;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Query.Tests;

public sealed class IngestEndpointTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Announce_Picture_IsAcceptedPendingAndOnTheBus()
    {
        var response = await Server.Client.PostAsJsonAsync(
            "/v1/images", new { imageId = "new/one", version = 7, source = new { uri = "https://host/a.jpg" }, tags = (string[])["t"] });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/v1/images/new%2Fone/status", response.Headers.Location?.OriginalString);
        var message = await Server.Announced.NextAsync<IngestImage>(image => image.ImageId == "new/one");
        Assert.Equal((7, "https://host/a.jpg"), (message.Version, message.Source.Uri));
        var status = await Server.Client.GetFromJsonAsync<ImageStatusView>(response.Headers.Location);
        Assert.Equal(("pending", 7), (status!.Status, status.Version));
    }

    [Fact]
    public async Task Delete_KnownPicture_IsGoneAtOnceAndOnTheBus()
    {
        await Server.IndexAsync("to/delete", words: ["zeppelin"]);

        var response = await Server.Client.DeleteAsync(ImageAddress.Of("to/delete"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await Server.Announced.NextAsync<DeleteImage>(image => image.ImageId == "to/delete");
        Assert.Empty((await Server.Api.SearchAsync(new SearchRequest { Query = "zeppelin" })).Hits);
        var image = await Server.Client.GetFromJsonAsync<ImageView>(ImageAddress.Of("to/delete"));
        Assert.Equal(("deleted", 0), (image!.Status, image.Words.Count));
    }

    [Fact]
    public async Task Content_OfAFileBelowARoot_IsSent()
    {
        var picture = TestPictures.Png(1);
        var path = fixture.Folder.Write("pictures/shown.png", picture);
        await Server.IndexAsync("shown", uri: new Uri(path).AbsoluteUri);

        Assert.Equal(picture, await Server.Client.GetByteArrayAsync($"{ImageAddress.Of("shown")}/content"));
    }

    [Theory]
    [InlineData("GET", "/content")]
    [InlineData("GET", "/status")]
    [InlineData("DELETE", "")]
    public async Task AnyCall_AboutAnUnknownPicture_IsNotFound(string method, string part)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ImageAddress.Of("never/seen") + part);

        var response = await Server.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotFound, "unknown_image"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("GET", "/content?tenant=")]
    [InlineData("GET", "/status?tenant=%00")]
    [InlineData("DELETE", "?tenant=")]
    public async Task AnyCall_UnderATenantThatCannotBe_IsNotFound(string method, string part)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ImageAddress.Of("cafe.jpg") + part);

        var response = await Server.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotFound, "unknown_image"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("""{"imageId": "x", "source": """, HttpStatusCode.BadRequest, "invalid_json")]
    [InlineData("""{"imageId": "a\u0000b", "source": {"uri": "file:///a"}}""", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("""{"imageId": "x", "source": {}}""", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task Announce_WrongBody_IsAProblemWithAStableCode(string body, HttpStatusCode status, string code)
    {
        var response = await Server.Client.PostAsync("/v1/images", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((status, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Announce_BodyTooLarge_IsAProblem()
    {
        var response = await Server.Client.PostAsJsonAsync(
            "/v1/images", new { imageId = "large", source = new { inline = new string('A', 2_000_000) } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.NotNull(await RunningQuery.CodeOfAsync(response));
    }
}
