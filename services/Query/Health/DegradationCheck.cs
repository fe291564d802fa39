using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Query.Health;

/// <summary>A check whose failure leaves the main work possible.</summary>
internal sealed class DegradationCheck(IHealthCheck check) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var result = await check.CheckHealthAsync(context, cancellationToken);
        return result.Status == HealthStatus.Unhealthy
            ? HealthCheckResult.Degraded(result.Description, result.Exception, result.Data)
            : result;
    }
}
