using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Indexing.Vision;

/// <summary>
/// Loads the networks when the process starts, beside everything else, so that the first picture or query does not wait for them; healthy
/// when they are loaded. A pack that cannot be loaded ends the process.
/// </summary>
public sealed class ModelWarmup(
    Func<ITextDetector> detector, Func<IRegionEmbedder> embedder, Func<QueryEncoder> encoder, Func<ConceptLexicon> concepts)
    : BackgroundService, IHealthCheck
{
    /// <summary>Name of the health check.</summary>
    public const string CheckName = "models";

    private volatile bool _loaded;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_loaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The models are being loaded."));

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            detector();
            embedder();
            encoder();
            concepts();
            _loaded = true;
        },
        stoppingToken);
}
