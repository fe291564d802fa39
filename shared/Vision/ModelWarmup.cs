using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Indexing.Vision;

/// <summary>
/// Loads the networks when the process starts, beside everything else, so that the first picture or query does not wait for them; healthy
/// when they are loaded, and as long as the device that runs them computes. A pack that cannot be loaded ends the process, a device that
/// cannot be had does so before anything else starts.
/// </summary>
public sealed class ModelWarmup(IServiceProvider services) : BackgroundService, IHealthCheck
{
    private volatile InferenceDevice? _device;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<InferenceDevice>();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_device switch
        {
            null => HealthCheckResult.Unhealthy("The models are being loaded."),
            { Loss: { } loss } device => HealthCheckResult.Unhealthy($"The device is lost: {loss}", data: device.Description),
            { } device => HealthCheckResult.Healthy(data: device.Description),
        });

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            services.GetRequiredService<ITextDetector>();
            services.GetRequiredService<IRegionEmbedder>();
            services.GetRequiredService<QueryEncoder>();
            services.GetRequiredService<ConceptLexicon>();
            services.GetRequiredService<SentenceModels>().Load();
            _device = services.GetRequiredService<InferenceDevice>();
        },
        stoppingToken);
}
