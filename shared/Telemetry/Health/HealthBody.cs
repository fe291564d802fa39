using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Telemetry.Health;

/// <summary>
/// The body of a health answer: <c>{"status":"degraded","checks":{"store":"healthy","broker":"degraded"}}</c>. Names and states only: the
/// description of a failed check is often an exception's message, which may carry an address or a password; the log has it.
/// </summary>
internal static class HealthBody
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            Status = Name(report.Status),
            Checks = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .ToDictionary(entry => entry.Key, entry => Name(entry.Value.Status)),
        },
        context.RequestAborted);

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
