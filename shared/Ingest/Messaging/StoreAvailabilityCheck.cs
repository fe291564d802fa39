using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Ingest.Messaging;

/// <summary>Not ready while work waits for a store. Asks no store itself.</summary>
public sealed class StoreAvailabilityCheck(StoreAvailability stores) : IHealthCheck
{
    /// <summary>Name of the check.</summary>
    public const string Name = "stores";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = stores.Away;
        return Task.FromResult(away.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Waiting for: {string.Join(", ", away)}."));
    }
}
