using Indexing.Generations;
using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Standalone;

/// <summary>
/// Ready means: the models of the generation in use are loaded, their device computes and the index answers. The first call loads the
/// models.
/// </summary>
internal sealed class ReadinessCheck(ActiveGeneration active, IVectorStore store) : IHealthCheck
{
    public const string Name = "models_and_index";

    /// <summary>The state, and the device that runs the models: <c>{"status":"healthy","data":{"device":"cpu",...}}</c>.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new { Status = report.Status.ToString().ToLowerInvariant(), report.Entries[Name].Data }, context.RequestAborted);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var lease = active.Rent();
            lease.Services.GetRequiredService<ITextDetector>();
            lease.Services.GetRequiredService<IRegionEmbedder>();
            lease.Services.GetRequiredService<QueryEncoder>();
            await store.GetStatisticsAsync("default", cancellationToken);
            var device = lease.Services.GetRequiredService<InferenceDevice>();
            return device.Loss is null
                ? HealthCheckResult.Healthy(data: device.Description)
                : HealthCheckResult.Unhealthy($"The device is lost: {device.Loss}", data: device.Description);
        }
        catch (Exception e) when (e is VectorStoreException or ModelPackException or InferenceException)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
