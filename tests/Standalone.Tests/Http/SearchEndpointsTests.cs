using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Http;

public sealed class SearchEndpointsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Search_WithoutThreshold_FindsTheWordWithItsPolygon()
    {
        await Server.AnnounceInlineAsync("hit", TestPictures.Png(1, 400, 200));
        await Server.WaitUntilDoneAsync("hit");

        var response = await Server.Client.PostAsJsonAsync("/v1/search", new { query = "Coffee!", minScore = 0 });

        var answer = (await response.Content.ReadFromJsonAsync<SearchResponse>())!;
        Assert.Equal("coffee", answer.Query);
        var hit = Assert.Single(answer.Hits, found => found.ImageId == "hit");
        Assert.Equal((400, 200), (hit.Width, hit.Height));
        Assert.Equal([100, 50], hit.PolygonPixels[0], (left, right) => Math.Abs(left - right) < 0.01);
        Assert.Equal([0.75, 0.75], hit.Polygon[2], (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public async Task Search_OtherTenant_FindsNothingOfThisOne()
    {
        await Server.AnnounceInlineAsync("mine", TestPictures.Png(2));
        await Server.WaitUntilDoneAsync("mine");

        var response = await Server.Client.PostAsJsonAsync("/v1/search", new { query = "coffee", minScore = 0, tenant = "second" });

        Assert.Empty((await response.Content.ReadFromJsonAsync<SearchResponse>())!.Hits);
    }

    [Theory]
    [InlineData("""{"query": "!?"}""", "invalid_query")]
    [InlineData("""{"query": "word", "top": 0}""", "invalid_query")]
    [InlineData("""{"query": "word", "minScore": 2}""", "invalid_query")]
    [InlineData("""{"query": null}""", "invalid_json")]
    [InlineData("""{"query": "word", "mode": "fuzzy"}""", "invalid_json")]
    [InlineData("""{}""", "invalid_json")]
    public async Task Search_WrongQuestion_IsAProblemWithAStableCode(string body, string code)
    {
        var response = await Server.Client.PostAsync("/v1/search", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningServer.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page.js", "text/javascript")]
    [InlineData("/page.css", "text/css")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task Page_EachFile_ComesFromThisServerUnderAStrictPolicy(string address, string mediaType)
    {
        var response = await Server.Client.GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Health_RunningServer_IsHealthy(string address) =>
        Assert.Equal(HttpStatusCode.OK, (await Server.Client.GetAsync(address)).StatusCode);

    [Fact]
    public async Task Readiness_OfARunningServer_TellsTheDevice()
    {
        var body = await Server.Client.GetFromJsonAsync<JsonElement>("/readyz");

        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.Equal("cpu", body.GetProperty("data").GetProperty("device").GetString());
        Assert.NotEmpty(body.GetProperty("data").GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task AnyRequest_UnderAForeignHostName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/livez");
        request.Headers.Host = "attacker.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await Server.Client.SendAsync(request)).StatusCode);
    }
}
