using System.Text.Json.Nodes;
using Indexing.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Helm.Tests.Checks;

/// <summary>
/// Every probe and every scrape asks a path that the hosts serve, on a port that the container listens on; what is shown to the outside is
/// the API and the page.
/// </summary>
internal static class EndpointCheck
{
    private static readonly (string Kind, string Path)[] Paths =
        [("livenessProbe", "/livez"), ("readinessProbe", "/readyz"), ("startupProbe", "/startupz")];
    private static readonly Lazy<HashSet<string>> Served = new(TelemetryPaths);

    public static IEnumerable<string> Mistakes(Manifests manifests) =>
    [
        .. manifests.Workloads.SelectMany(Probes),
        .. manifests.OfKind("ServiceMonitor", "PodMonitor").SelectMany(Scrapes),
        .. Web(manifests),
    ];

    private static IEnumerable<string> Probes(Workload workload)
    {
        foreach (var container in workload.Containers)
        {
            var ports = container.Items("ports").Select(port => (Name: port.Text("name"), Number: port.Text("containerPort"))).ToList();
            var listening = container.Items("env").SingleOrDefault(variable => variable.Text("name") == "ASPNETCORE_URLS").Text("value");
            foreach (var (name, number) in ports.Where(port => !listening.EndsWith($":{port.Number}", StringComparison.Ordinal)))
                yield return $"{workload.Title}: port {name} is {number}, but the process listens on '{listening}'.";
            foreach (var (kind, path) in Paths)
            {
                var probe = container.At(kind, "httpGet");
                if (probe is null && workload.Object.Text("kind") == "Deployment")
                    yield return $"{workload.Title}: it has no {kind}.";
                if (probe is not null && (probe.Text("path") != path || !Served.Value.Contains(path)))
                    yield return $"{workload.Title}: {kind} asks {probe.Text("path")}.";
                if (probe is not null && ports.All(port => port.Name != probe.Text("port")))
                    yield return $"{workload.Title}: {kind} asks port {probe.Text("port")}, which the container does not have.";
            }
        }
    }

    private static IEnumerable<string> Scrapes(JsonObject monitor)
    {
        var title = $"{monitor.Text("kind")} {monitor.Text("metadata", "name")}";
        foreach (var endpoint in monitor.Items("spec", "endpoints").Concat(monitor.Items("spec", "podMetricsEndpoints")))
        {
            var (path, port) = (endpoint.Text("path"), endpoint.Text("port"));
            if (path != "/metrics" || !Served.Value.Contains(path) || port != "http")
                yield return $"{title} scrapes {path} of port {port}.";
            // Alerts go by these names.
            var job = endpoint.Items("relabelings").SingleOrDefault(rule => rule.Text("targetLabel") == "job").Text("replacement");
            if (job != $"indexing-{monitor.Text("metadata", "labels", "app.kubernetes.io/component")}")
                yield return $"{title}: the scrape is named {job}.";
        }
    }

    private static IEnumerable<string> Web(Manifests manifests)
    {
        var ingress = manifests.OfKind("Ingress").SelectMany(item => item.Items("spec", "rules"))
            .SelectMany(rule => rule.Items("http", "paths")).Select(path => (path.Text("pathType") == "Prefix", Path: path.Text("path")));
        var route = manifests.OfKind("HTTPRoute").SelectMany(item => item.Items("spec", "rules"))
            .SelectMany(rule => rule.Items("matches"))
            .Select(match => (match.Text("path", "type") == "PathPrefix", Path: match.Text("path", "value")));
        foreach (var (isPrefix, path) in ingress.Concat(route))
            foreach (var hidden in Served.Value.Where(
                hidden => isPrefix ? hidden.StartsWith(path, StringComparison.Ordinal) : hidden == path))
                yield return $"{path} shows {hidden} to the outside.";
    }

    /// <summary>What <see cref="TelemetryEndpoints.MapTelemetry"/> maps in both hosts.</summary>
    private static HashSet<string> TelemetryPaths()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddTelemetry("helm-tests");
        var server = builder.Build();
        server.MapTelemetry();
        return [.. ((IEndpointRouteBuilder)server).DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)];
    }
}
