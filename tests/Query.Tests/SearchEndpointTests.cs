using System.Net;
using System.Text;

namespace Indexing.Query.Tests;

public sealed class SearchEndpointTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Search_WordOfAPicture_FindsItWithItsPolygon()
    {
        var answer = await Server.SearchAsync(new { query = "Coffee!" });

        Assert.Equal("coffee", answer.Query);
        var hit = Assert.Single(answer.Hits, hit => hit.Text == "coffee");
        Assert.Equal("cafe.jpg", hit.ImageId);
        Assert.Equal([100, 100], hit.PolygonPixels[0].Select(value => Math.Round(value, 3)));
    }

    [Fact]
    public async Task Search_OtherTenant_FindsItsOwnPicturesOnly() =>
        Assert.Equal("foreign.jpg", Assert.Single((await Server.SearchAsync(new { query = "coffee", tenant = "museum" })).Hits).ImageId);

    [Theory]
    [InlineData("""{"query": "!?"}""", "invalid_query")]
    [InlineData("""{"query": "word", "top": 1001}""", "invalid_query")]
    [InlineData("""{"query": "word", "minScore": 2}""", "invalid_query")]
    [InlineData("""{"query": "word", "tags": [null]}""", "invalid_query")]
    [InlineData("""{"query": "word", "tenant": "\u0000"}""", "invalid_query")]
    [InlineData("""{"query": "word", "tenant": ""}""", "invalid_json")]
    [InlineData("""{"query": """, "invalid_json")]
    [InlineData("""null""", "invalid_json")]
    [InlineData("""{}""", "invalid_json")]
    public async Task Search_WrongQuestion_IsAProblemWithAStableCode(string body, string code)
    {
        var response = await Server.Client.PostAsync("/v1/search", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Search_TenantLongerThanThereIs_IsAProblem()
    {
        var body = $$"""{"query": "word", "tenant": "{{new string('t', 129)}}"}""";

        var response = await Server.Client.PostAsync("/v1/search", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_query"), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Page_AtTheRoot_IsServed()
    {
        var response = await Server.Client.GetAsync("/");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }
}
