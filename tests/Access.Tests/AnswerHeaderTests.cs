using System.Net;

namespace Indexing.Access.Tests;

public sealed class AnswerHeaderTests
{
    [Theory]
    [InlineData("/v1/search", "no-store")]
    [InlineData("/v1/images", "no-store")]
    [InlineData("/livez", "no-store")]
    [InlineData("/v1/picture", "no-cache, private")]
    [InlineData("/v1/kept", "max-age=60, private")]
    [InlineData("/v1/unchanged", null)]
    public async Task Answer_OfAnyKind_SaysWhoMayKeepIt(string path, string? cacheControl)
    {
        await using var server = await GuardedServer.StartAsync();

        var response = await server.SendAsync("GET", path, GuardedServer.Reader);

        Assert.Equal(
            cacheControl,
            response.Headers.CacheControl is { } control ? string.Join(", ", control.ToString().Split(", ").Order()) : null);
    }

    [Theory]
    [InlineData("/v1/search", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/v1/no-such-thing", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/v1/kept", "sandbox")]
    public async Task Answer_OfAnyKind_RunsNothingAndIsNotGuessed(string path, string policy)
    {
        await using var server = await GuardedServer.StartAsync();

        var headers = (await server.SendAsync("GET", path, GuardedServer.Reader)).Headers;

        Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal([policy], headers.GetValues("Content-Security-Policy"));
        Assert.Empty(headers.Server);
    }

    [Fact]
    public async Task Preflight_WithoutCorsOrigins_IsRefused()
    {
        await using var server = await GuardedServer.StartWithoutKeysAsync();

        var response = await PreflightAsync(server, "https://archive.example.org");

        Assert.False(response.IsSuccessStatusCode);
        Assert.Empty(CorsHeaders(response));
    }

    [Fact]
    public async Task Preflight_OfANamedOrigin_IsAllowedWithoutAKey()
    {
        await using var server = await GuardedServer.StartAsync(("Access:CorsOrigins:0", "https://archive.example.org"));

        var response = await PreflightAsync(server, "https://archive.example.org");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["https://archive.example.org"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://other.example.org")]
    [InlineData("http://archive.example.org")]
    [InlineData("https://archive.example.org.evil.example")]
    [InlineData("null")]
    public async Task Preflight_OfAnotherOrigin_IsRefused(string origin)
    {
        await using var server = await GuardedServer.StartAsync(("Access:CorsOrigins:0", "https://archive.example.org"));

        Assert.Empty(CorsHeaders(await PreflightAsync(server, origin)).Where(name => name == "Access-Control-Allow-Origin"));
    }

    private static IEnumerable<string> CorsHeaders(HttpResponseMessage response) =>
        response.Headers.Select(header => header.Key).Where(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));

    private static async Task<HttpResponseMessage> PreflightAsync(GuardedServer server, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/search");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        return await server.Client.SendAsync(request);
    }
}
