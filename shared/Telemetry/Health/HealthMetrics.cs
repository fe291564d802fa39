using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Telemetry.Health;

/// <summary>
/// The checks as numbers, since alerts read metrics and not <c>/readyz</c>: <c>indexing.health</c> by <c>check</c> is 1 for healthy, 0.5
/// for degraded and 0 for unhealthy, as of the last round of checks.
/// </summary>
internal sealed class HealthMetrics : IHealthCheckPublisher
{
    /// <summary>Between two rounds; an alert waits longer than this before it fires.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private static readonly Meter Meter = new("Indexing.Telemetry");

    private static readonly Gauge<double> Health = Meter.CreateGauge<double>("indexing.health", "{state}");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (check, entry) in report.Entries)
            Health.Record(Value(entry.Status), new KeyValuePair<string, object?>("check", check));
        return Task.CompletedTask;
    }

    private static double Value(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => 1,
        HealthStatus.Degraded => 0.5,
        _ => 0,
    };
}
