using System.Net;
using System.Net.Http.Json;
using Indexing.Contracts;

namespace Indexing.Query.Tests;

public sealed class ExportTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private RunningQuery Server => fixture.Server;

    [Fact]
    public async Task Export_AsJsonLines_HasEveryHitWhateverTopSays()
    {
        foreach (var number in Enumerable.Range(0, 5))
            await Server.IndexAsync($"j{number}", tenant: "export", words: ["harbour"]);
        var hits = new List<SearchHit>();

        await foreach (var hit in Server.Api.ExportAsync(
            new SearchRequest { Query = "harbour", Tenant = "export", Mode = SearchMode.Exact, Top = 2 }))
            hits.Add(hit);

        Assert.Equal(["j0", "j1", "j2", "j3", "j4"], hits.Select(hit => hit.ImageId).Order(StringComparer.Ordinal));
        Assert.Equal(4, hits[0].PolygonPixels.Count);
    }

    [Fact]
    public async Task Export_AsCsv_IsQuotedAndRunsInNoSpreadsheet()
    {
        await Server.IndexAsync("=HYPERLINK(\"http://evil\";\"a,b\")", uri: "file:///a", tenant: "csv", words: ["harbour"]);

        var response = await ExportAsync("csv", "harbour", "csv");

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("hits.csv", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("imageId,uri,score,text,confidence,x0,y0,x1,y1,x2,y2,x3,y3,width,height,tags,metadata,updatedAt", lines[0]);
        Assert.StartsWith("\"'=HYPERLINK(\"\"http://evil\"\";\"\"a,b\"\")\",file:///a,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",harbour,0.5,100,100,300,100,300,125,100,125,1000,500,summer,", lines[1], StringComparison.Ordinal);
        Assert.Equal([""], lines[2..]);
    }

    [Fact]
    public async Task Export_WithoutHits_IsEmptyButForTheHeader()
    {
        Assert.Equal("", await (await ExportAsync("jsonl", "zeppelin", "nobody")).Content.ReadAsStringAsync());
        Assert.Single((await (await ExportAsync("csv", "zeppelin", "nobody")).Content.ReadAsStringAsync()).TrimEnd().Split("\r\n"));
    }

    [Theory]
    [InlineData("xml", "harbour", "invalid_request")]
    [InlineData("csv", "!?", "invalid_query")]
    public async Task Export_WrongQuestion_IsAProblem(string format, string query, string code)
    {
        var response = await ExportAsync(format, query, "default");

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    private Task<HttpResponseMessage> ExportAsync(string format, string query, string tenant) =>
        Server.Client.PostAsJsonAsync($"/v1/search/export?format={format}", new { query, tenant, mode = "exact" });
}
