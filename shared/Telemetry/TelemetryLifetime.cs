using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Indexing.Telemetry;

/// <summary>
/// Creates the providers before the first request, and sends what they hold after everything else has stopped: the last spans of a worker
/// are those that tell why it stopped.
/// </summary>
internal sealed class TelemetryLifetime(TracerProvider traces, MeterProvider metrics, IEnumerable<LoggerProvider> logs)
    : IHostedLifecycleService
{
    /// <summary>Per signal: a collector that is away must not use up the grace period of a container.</summary>
    private const int FlushMilliseconds = 3000;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => traces.ForceFlush(FlushMilliseconds), CancellationToken.None),
        Task.Run(() => metrics.ForceFlush(FlushMilliseconds), CancellationToken.None),
        Task.Run(() => logs.All(log => log.ForceFlush(FlushMilliseconds)), CancellationToken.None));
}
