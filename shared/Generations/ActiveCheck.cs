using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Generations;

/// <summary>
/// A check among the parts of the generation in use. Degraded while there is none: a process that waits for its index has started all the
/// same, and restarting it would not help; that it is not ready is said by <see cref="GenerationCheck"/>.
/// </summary>
internal sealed class ActiveCheck<T>(ActiveGeneration active) : IHealthCheck
    where T : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var lease = active.Rent();
            return await lease.Services.GetRequiredService<T>().CheckHealthAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (VectorStoreException e)
        {
            return HealthCheckResult.Degraded("No generation of the index is in use yet.", e);
        }
    }
}
