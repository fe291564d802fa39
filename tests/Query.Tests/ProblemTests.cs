using System.Net;
using System.Net.Http.Json;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

public sealed class ProblemTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private HttpClient Client => fixture.Server.Client;

    [Theory]
    [InlineData("GET", "/v2/search", HttpStatusCode.NotFound, "no_such_route")]
    [InlineData("GET", "/v1/search", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PUT", "/v1/images/a", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/v1/search", HttpStatusCode.UnsupportedMediaType, "not_json")]
    public async Task Request_ThatNoEndpointTakes_IsAProblemWithAStableCode(string method, string path, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        var response = await Client.SendAsync(request);

        Assert.Equal((status, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Theory]
    [InlineData("POST", "/v1/search", "not_json")]
    [InlineData("POST", "/v1/search/export", "not_json")]
    [InlineData("POST", "/v1/search/picture", "not_a_picture")]
    [InlineData("POST", "/v1/images", "not_json")]
    [InlineData("PUT", "/v1/images/a/content", "not_a_picture")]
    public async Task Request_WithAFormOfAnotherSite_IsRefusedWithTheReason(string method, string path, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new FormUrlEncodedContent([new("query", "coffee")]),
        };

        var response = await Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    [Fact]
    public async Task Request_WithAWrongMethod_NamesTheRightOnes()
    {
        var response = await Client.GetAsync("/v1/search");

        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task AnyAnswer_DoesNotNameTheServer() => Assert.Empty((await Client.GetAsync("/livez")).Headers.Server);

    [Fact]
    public async Task Defect_InAnEndpoint_Is500WithoutDetails()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningQuery.StartAsync(
            folder, adjust: services => services.AdjustParts(
                parts => parts.AddSingleton<IVectorStore>(_ => throw new InvalidOperationException("password=hunter2"))));

        var response = await server.Client.PostAsJsonAsync("/v1/search", new { query = "word" });

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal_error", await RunningQuery.CodeOfAsync(response));
        var body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }
}
