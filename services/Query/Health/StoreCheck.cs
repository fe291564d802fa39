using Indexing.VectorStore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Query.Health;

/// <summary>The index can be read. Not the store's own check, which writes: a full disk stops no search.</summary>
internal sealed class StoreCheck(IVectorStore store) : IHealthCheck
{
    private static readonly ImageKey Nobody = new("readiness", "readiness");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.GetImagesAsync([Nobody], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (VectorStoreException e)
        {
            return HealthCheckResult.Unhealthy("The index cannot be read.", e);
        }
    }
}
