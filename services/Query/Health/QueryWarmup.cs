using Indexing.Search;
using Indexing.Vision.Embedding;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Query.Health;

/// <summary>
/// Loads what a search needs of the model packs, and no more (the networks that read pictures stay on disk), before the server listens. A
/// pack that cannot be loaded ends the process with its reason.
/// </summary>
internal sealed class QueryWarmup(IServiceProvider services) : IHostedService, IHealthCheck
{
    private volatile bool _warm;

    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            services.GetRequiredService<WordScoring>();
            // The first run of a network is the one that allocates.
            services.GetRequiredService<QueryEncoder>().Encode("warm up");
            var sentences = services.GetRequiredService<SentenceModels>();
            if (sentences.Available)
                sentences.Sentences.Encode("a picture");
            _warm = true;
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_warm ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The models are being loaded."));
}
