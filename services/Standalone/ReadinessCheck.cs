using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Standalone;

/// <summary>Ready means: the models are loaded and the index answers. The first call loads the models.</summary>
internal sealed class ReadinessCheck(IServiceProvider services, IVectorStore store) : IHealthCheck
{
    public const string Name = "models_and_index";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            services.GetRequiredService<ITextDetector>();
            services.GetRequiredService<IRegionEmbedder>();
            services.GetRequiredService<QueryEncoder>();
            await store.GetStatisticsAsync("default", cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is VectorStoreException or ModelPackException)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
