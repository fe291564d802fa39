using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Indexing.TestSupport;
using Indexing.TestSupport.Servers;

namespace Indexing.Helm.Tests;

/// <summary>
/// The real programs run with what the manifests give them: every option is accepted, every path that a probe, a monitor or the web asks is
/// served. There is no Qdrant and no broker here.
/// </summary>
public sealed class StartTests
{
    /// <summary>A path that is there, whatever state the process is in.</summary>
    private static readonly HttpStatusCode[] Served = [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable];

    /// <summary>Nobody listens on port 1.</summary>
    private const string NoBroker = "amqp://guest:guest@127.0.0.1:1/";
    private const string ShopKey = "shop-0123456789abcdef0123456789";
    private const string OperationsKey = "operations-0123456789abcdef0123";

    private static readonly (string, string)[] EverySecret =
    [
        ("indexing/ConnectionStrings__rabbitmq", NoBroker), ("indexing/ConnectionStrings__qdrant", "http://127.0.0.1:1"),
        ("indexing/ConnectionStrings__blobs", "UseDevelopmentStorage=true"), ("indexing/Qdrant__ApiKey", "qdrant-key"),
        ("access/shop", ShopKey + "\n"), ("access/operations", OperationsKey + "\n"),
    ];

    [Theory]
    [InlineData("default", "worker")]
    [InlineData("default", "query")]
    [InlineData("gpu", "worker")]
    [InlineData("everything", "worker")]
    public async Task Host_WithTheVariablesOfItsDeployment_ServesWhatItsProbesAsk(string set, string component)
    {
        var manifests = await Manifests.OfAsync(set);
        using var host = await StartedHost.StartAsync(manifests, component, EverySecret);
        var container = new Workload(manifests.One("Deployment", $"-{component}")).Containers.Single();

        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(container.Text("livenessProbe", "httpGet", "path")));
        foreach (var probe in new[] { "startupProbe", "readinessProbe" })
            Assert.Contains(await host.StatusAsync(container.Text(probe, "httpGet", "path")), Served);
        Assert.Contains("target_info", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    /// <summary>With an index on this machine they get as far as they can without a broker.</summary>
    [Theory]
    [InlineData("worker", HttpStatusCode.ServiceUnavailable)]
    [InlineData("query", HttpStatusCode.OK)]
    public async Task Host_OverAnIndexOfThisMachine_StartsWithoutABroker(string component, HttpStatusCode ready)
    {
        using var folder = new TemporaryFolder();
        var manifests = await Manifests.RenderAsync(
            "--set", "config.ConnectionStrings.qdrant=", "--set", $"config.SqliteVectorStore.Directory={folder.Combine("index")}");
        using var host = await StartedHost.StartAsync(manifests, component, EverySecret);

        await host.WaitAsync("/startupz");

        Assert.Equal(ready, await host.StatusAsync("/readyz"));
    }

    [Fact]
    public async Task Query_WithEverything_TakesTheKeysAnswersItsNamesAndServesTheWeb()
    {
        var manifests = await Manifests.OfAsync("everything");
        using var host = await StartedHost.StartAsync(manifests, "query", EverySecret);

        // API keys from the mounted files.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/access");
        request.Headers.Add("X-Api-Key", ShopKey);
        using var access = await host.Client.SendAsync(request);
        var caller = await access.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["ingest", "search"], caller.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).Order());
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusAsync("/v1/access"));

        // AllowedHosts: the probes' and the Service's names besides those that were given, and no other.
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync("/livez", "pictures.example.org"));
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync("/livez", "demo-indexing-query.default.svc:8080"));
        Assert.Equal(HttpStatusCode.BadRequest, await host.StatusAsync("/livez", "elsewhere.example.org"));

        // Every path of Ingress and HTTPRoute; the prefixes by an address below them.
        var paths = manifests.One("Ingress", "-query").Items("spec", "rules").Single().Items("http", "paths").ToList();
        foreach (var path in paths.Where(path => path.Text("pathType") == "Exact"))
            Assert.Equal(HttpStatusCode.OK, await host.StatusAsync(path.Text("path")));
        Assert.Equal(["/v1", "/openapi"], paths.Where(path => path.Text("pathType") == "Prefix").Select(path => path.Text("path")));
        Assert.Equal(HttpStatusCode.OK, await host.StatusAsync("/openapi/v1.json"));
        Assert.Equal(
            paths.Select(path => path.Text("path")),
            manifests.One("HTTPRoute", "-query").Items("spec", "rules").Single().Items("matches")
                .Select(match => match.Text("path", "value")));
    }

    /// <summary>The script of <c>helm test</c>, run by busybox as in its image, against a query service with API keys.</summary>
    [Fact]
    public async Task HelmTest_AgainstARunningQuery_Succeeds()
    {
        using var folder = new TemporaryFolder();
        var manifests = await Manifests.RenderAsync(
            "--set", "config.ConnectionStrings.qdrant=", "--set", $"config.SqliteVectorStore.Directory={folder.Combine("index")}",
            "--set", "access.existingSecret=keys",
            "--set", "access.keys=[{name: upload, secretKey: upload, roles: [ingest]}, "
                + "{name: shop, secretKey: shop, roles: [search], tenants: [shop]}]");
        using var host = await StartedHost.StartAsync(manifests, "query", [.. EverySecret, ("access/upload", OperationsKey)]);
        await host.WaitAsync("/startupz");

        var (code, output, error) = await RunTestAsync(manifests, host, ShopKey);
        var (refused, _, _) = await RunTestAsync(manifests, host, "shop-wrong-0123456789abcdef0123");

        Assert.True(code == 0, output + error);
        Assert.Contains("\"hits\":[]", output, StringComparison.Ordinal);
        Assert.NotEqual(0, refused);
    }

    private static async Task<(int Code, string Output, string Error)> RunTestAsync(Manifests manifests, StartedHost host, string key)
    {
        var busybox = (await ProgramRun.CheckAsync(Checkout.File("tests/HelmRenderer/build.sh"), ["busybox"])).Trim();
        var pod = new Workload(manifests.One("Pod", "-test-search"));
        var container = pod.Containers.Single();
        using var folder = new TemporaryFolder();
        folder.Write("shop", key);
        var environment = pod.Environment(manifests, StartedHost.PodAddress);
        Assert.Equal($"http://{manifests.One("Service", "-query").Text("metadata", "name")}:80", environment["ADDRESS"]);
        environment["ADDRESS"] = host.Client.BaseAddress!.ToString().TrimEnd('/');
        var script = container.Texts("args").Single()
            .Replace(container.Items("volumeMounts").Single().Text("mountPath"), folder.Path, StringComparison.Ordinal)
            .Replace("wget ", $"{busybox} wget ", StringComparison.Ordinal);
        return await ProgramRun.RunAsync(busybox, [.. container.Texts("command"), script], environment: environment);
    }
}
