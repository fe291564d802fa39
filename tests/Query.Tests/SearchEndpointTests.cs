using System.Net;
using System.Net.Http.Json;
using System.Text;
using Indexing.Contracts;

namespace Indexing.Query.Tests;

public sealed class SearchEndpointTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Search_WordOfAPicture_FindsItWithItsPolygon()
    {
        var answer = await Server.Api.SearchAsync(new SearchRequest { Query = "Coffee!" });

        Assert.Equal("coffee", answer.Query);
        var hit = Assert.Single(answer.Hits, hit => hit.Text == "coffee");
        Assert.Equal("cafe.jpg", hit.ImageId);
        Assert.Equal([100, 100], hit.PolygonPixels[0].Select(value => Math.Round(value, 3)));
    }

    [Fact]
    public async Task Search_OtherTenant_FindsItsOwnPicturesOnly()
    {
        var answer = await Server.Api.SearchAsync(new SearchRequest { Query = "coffee", Tenant = "museum" });

        Assert.Equal("foreign.jpg", Assert.Single(answer.Hits).ImageId);
    }

    [Theory]
    [InlineData("""{"query": "!?"}""", "invalid_query")]
    [InlineData("""{"query": "word", "top": 1001}""", "invalid_query")]
    [InlineData("""{"query": "word", "minScore": 2}""", "invalid_query")]
    [InlineData("""{"query": "word", "tags": [null]}""", "invalid_query")]
    [InlineData("""{"query": "word", "tenant": "\u0000"}""", "invalid_query")]
    [InlineData("""{"query": "word", "tenant": ""}""", "invalid_query")]
    [InlineData("""{"query": "word", "metadata": {"a": null}}""", "invalid_query")]
    [InlineData("""{"query": null}""", "invalid_json")]
    [InlineData("""{"query": "word", "tags": null}""", "invalid_json")]
    [InlineData("""{"query": "word", "fusion": {"weights": null}}""", "invalid_json")]
    [InlineData("""{"query": "word", "top": 1.5}""", "invalid_json")]
    [InlineData("""{"query": "word", "top": 99999999999}""", "invalid_json")]
    [InlineData("""{"query": "word", "mode": "fuzzy"}""", "invalid_json")]
    [InlineData("""{"query": "\ud800"}""", "invalid_json")]
    [InlineData("""{"query": """, "invalid_json")]
    [InlineData("""null""", "invalid_json")]
    [InlineData("""{}""", "invalid_json")]
    public async Task Search_WrongQuestion_IsAProblemWithAStableCode(string body, string code)
    {
        var response = await Server.Client.PostAsync("/v1/search", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Search_MemberOfAWrongType_IsNamedByItsPathOnly()
    {
        const string Body = """{"query": "word", "fusion": {"weights": {"exact": "much"}}}""";

        var response = await Server.Client.PostAsync("/v1/search", new StringContent(Body, Encoding.UTF8, "application/json"));

        var problem = (await response.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Contains("$.fusion.weights.exact", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_UnknownMembers_AreIgnored()
    {
        const string Body = """{"query": "coffee", "mode": "exact", "newerThanThisService": true}""";

        var response = await Server.Client.PostAsync("/v1/search", new StringContent(Body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
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
