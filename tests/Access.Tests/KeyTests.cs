using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Indexing.Access.Tests;

/// <summary>Who is let in. That keys are compared in constant time is not tested: a measurement over HTTP would only show noise.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData(GuardedServer.Reader, "reader", "search", "default")]
    [InlineData(GuardedServer.Writer, "writer", "ingest", "museum,library")]
    [InlineData(GuardedServer.Admin, "operator", "search,ingest,admin", "*")]
    public async Task Key_Valid_GivesNameRolesAndTenants(string key, string name, string roles, string tenants)
    {
        await using var server = await GuardedServer.StartAsync();

        var who = await (await server.SendAsync("GET", "/v1/who", key)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((name, roles, tenants), (who.GetProperty("name").GetString(), Joined(who, "roles"), Joined(who, "tenants")));
    }

    [Theory]
    [InlineData(GuardedServer.Reader)]
    [InlineData(GuardedServer.ReaderNext)]
    public async Task Key_OneOfTwoOfAName_IsValid(string key)
    {
        await using var server = await GuardedServer.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/search", key)).StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + GuardedServer.Reader, HttpStatusCode.OK)]
    [InlineData("Authorization", "bearer  " + GuardedServer.Reader, HttpStatusCode.OK)]
    [InlineData("X-Api-Key", GuardedServer.Reader, HttpStatusCode.OK)]
    [InlineData("Authorization", GuardedServer.Reader, HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic " + GuardedServer.Reader, HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer " + GuardedServer.Reader + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer reader-0123456789abcdefghi", HttpStatusCode.Unauthorized)]
    [InlineData("X-Api-Key", "READER-0123456789ABCDEFGHIJ", HttpStatusCode.Unauthorized)]
    public async Task Key_PresentedInAnyForm_CountsInTwoForms(string header, string value, HttpStatusCode status)
    {
        await using var server = await GuardedServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(status, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Key_WrongInAuthorization_IsNotReplacedByAnotherHeader()
    {
        await using var server = await GuardedServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong");
        request.Headers.TryAddWithoutValidation("X-Api-Key", GuardedServer.Reader);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Refusal_WhateverWasWrong_IsTheSameProblem()
    {
        await using var server = await GuardedServer.StartAsync();
        string?[] wrong = [null, "short", GuardedServer.Reader[..^1], GuardedServer.Reader + "x", new('x', 5000)];
        HashSet<string> bodies = [];
        foreach (var key in wrong)
        {
            var response = await server.SendAsync("GET", "/v1/search", key);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.Equal("unauthorized", await GuardedServer.CodeOfAsync(response));
            bodies.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Single(bodies);
    }

    [Theory]
    [InlineData("PUT", "/v1/images", GuardedServer.Reader, "ingest")]
    [InlineData("GET", "/v1/search", GuardedServer.Writer, "search")]
    [InlineData("DELETE", "/v1/all", GuardedServer.Writer, "admin")]
    public async Task Role_Missing_Is403AndNamed(string method, string path, string key, string role)
    {
        await using var server = await GuardedServer.StartAsync();

        var response = await server.SendAsync(method, path, key);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("forbidden_role", await GuardedServer.CodeOfAsync(response));
        Assert.Contains($"role '{role}'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/search")]
    [InlineData("PUT", "/v1/images")]
    [InlineData("DELETE", "/v1/all")]
    public async Task Role_Admin_IncludesTheOthers(string method, string path)
    {
        await using var server = await GuardedServer.StartAsync();

        Assert.True((await server.SendAsync(method, path, GuardedServer.Admin)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("/v1/unmarked", HttpStatusCode.Unauthorized)]
    [InlineData("/V1/unmarked", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/no-such-thing", HttpStatusCode.Unauthorized)]
    [InlineData("/livez", HttpStatusCode.NoContent)]
    [InlineData("/no-such-thing", HttpStatusCode.NotFound)]
    public async Task Path_WithoutAPolicy_NeedsAKeyBelowV1(string path, HttpStatusCode status)
    {
        await using var server = await GuardedServer.StartAsync();

        Assert.Equal(status, (await server.SendAsync("GET", path, key: null)).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("any-key-that-nobody-configured")]
    public async Task Caller_WhereNoKeyIsConfigured_MayDoEverything(string? key)
    {
        await using var server = await GuardedServer.StartWithoutKeysAsync();

        var who = await (await server.SendAsync("GET", "/v1/who", key)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(
            ("anonymous", "search,ingest,admin", "*"),
            (who.GetProperty("name").GetString(), Joined(who, "roles"), Joined(who, "tenants")));
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync("DELETE", "/v1/all", key)).StatusCode);
    }

    private static string Joined(JsonElement who, string list) =>
        string.Join(',', who.GetProperty(list).EnumerateArray().Select(item => item.GetString()));
}
