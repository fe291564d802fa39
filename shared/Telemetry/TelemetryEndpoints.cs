using System.Collections.Frozen;
using Indexing.Telemetry.Health;
using Indexing.Telemetry.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Telemetry;

/// <summary>What operators ask a process over HTTP.</summary>
public static class TelemetryEndpoints
{
    /// <summary>Every path of <see cref="MapTelemetry"/>.</summary>
    internal static readonly FrozenSet<string> Paths =
        FrozenSet.Create(StringComparer.Ordinal, "/metrics", "/livez", "/alive", "/readyz", "/health", "/startupz");

    /// <summary>
    /// Maps <c>/metrics</c> (Prometheus text format 0.0.4), <c>/livez</c> (the process answers; never touches a dependency),
    /// <c>/readyz</c> (checks tagged <see cref="HealthTags.Ready"/>), <c>/startupz</c> (checks tagged <see cref="HealthTags.Startup"/>)
    /// and the aliases <c>/alive</c> of the second and <c>/health</c> of the third. Healthy and degraded answer 200, unhealthy 503; the
    /// body is JSON with the state of every check by name. The host has called <see cref="TelemetryHostExtensions.AddTelemetry"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapTelemetry(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/metrics", (PrometheusExporter exporter) => Results.Text(exporter.Scrape(), PrometheusExporter.ContentType))
            .DisableHttpMetrics().ExcludeFromDescription();
        MapHealth(routes, tag: null, "/livez", "/alive");
        MapHealth(routes, HealthTags.Ready, "/readyz", "/health");
        MapHealth(routes, HealthTags.Startup, "/startupz");
        return routes;
    }

    private static void MapHealth(IEndpointRouteBuilder routes, string? tag, params ReadOnlySpan<string> paths)
    {
        var options = new HealthCheckOptions
        {
            Predicate = check => tag is not null && check.Tags.Contains(tag),
            ResponseWriter = HealthBody.WriteAsync,
        };
        foreach (var path in paths)
            routes.MapHealthChecks(path, options).DisableHttpMetrics();
    }
}
