using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>That the service is guarded at all; the rules themselves are tested in Access.Tests.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Key = "reader-0123456789abcdefgh";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Endpoint_BelowV1_AsksForARole()
    {
        await using var server = await RunningQuery.StartAsync(_folder);
        string[] forEveryKey = ["/v1/access"];

        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(routes);
        string[] roles = [ApiRoles.Search, ApiRoles.Ingest, ApiRoles.Admin];
        Assert.Empty(routes
            .Where(route => !roles.Contains(route.Metadata.GetMetadata<IAuthorizeData>()?.Policy))
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Except(forEveryKey));
    }

    [Theory]
    [InlineData("/v1/stats", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/access", HttpStatusCode.Unauthorized)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/livez", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    public async Task Request_WithoutAKey_ReachesThePageAndTheProbesOnly(string path, HttpStatusCode status)
    {
        await using var server = await StartGuardedAsync();

        Assert.Equal(status, (await server.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Request_WithAKey_IsThatOfItsTenants()
    {
        await using var server = await StartGuardedAsync();
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        var access = await server.Client.GetFromJsonAsync<CallerAccess>("/v1/access");

        Assert.Equal(("reader", "search", "museum"), (access!.Name, string.Join(',', access.Roles), string.Join(',', access.Tenants)));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/v1/stats")).StatusCode);
        Assert.Equal("forbidden_tenant", await RunningQuery.CodeOfAsync(await server.Client.GetAsync("/v1/stats?tenant=default")));
        Assert.Equal("forbidden_role", await RunningQuery.CodeOfAsync(await server.Client.DeleteAsync("/v1/images/a")));
    }

    private Task<RunningQuery> StartGuardedAsync() => RunningQuery.StartAsync(
        _folder,
        more:
        [
            "--Access:Keys:0:Name", "reader", "--Access:Keys:0:Key", Key, "--Access:Keys:0:Roles:0", "search",
            "--Access:Keys:0:Tenants:0", "museum",
        ]);
}
