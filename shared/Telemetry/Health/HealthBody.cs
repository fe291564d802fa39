using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Telemetry.Health;

/// <summary>
/// The body of a health answer: <c>{"status":"degraded","checks":{"store":"healthy","broker":"degraded"}}</c>. Names and states, and
/// <c>data</c> of the checks tagged <see cref="HealthTags.Described"/>: the description of a failed check is often an exception's message,
/// which may carry an address or a password, and so may data that was not meant for this; the log has both.
/// </summary>
internal static class HealthBody
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var entries = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var body = new Dictionary<string, object>
        {
            ["status"] = Name(report.Status),
            ["checks"] = entries.ToDictionary(entry => entry.Key, entry => Name(entry.Value.Status)),
        };
        var data = entries.Where(entry => entry.Value.Data.Count > 0 && entry.Value.Tags.Contains(HealthTags.Described))
            .ToDictionary(entry => entry.Key, entry => entry.Value.Data);
        if (data.Count > 0)
            body["data"] = data;
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
