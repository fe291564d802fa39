using Indexing.VectorStore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Generations;

/// <summary>Whether the process works on the active generation.</summary>
internal sealed class GenerationCheck(ActiveGeneration active) : IHealthCheck
{
    public const string Name = "generation";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var lease = active.Rent();
            return Task.FromResult(active.Lag is { } lag ? HealthCheckResult.Degraded(lag) : HealthCheckResult.Healthy());
        }
        catch (VectorStoreException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Message, e));
        }
    }
}
