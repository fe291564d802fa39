using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Declares the queues at start, as soon as the broker answers: publishers find them before the first worker consumes.</summary>
internal sealed class QueueDeclaration(BrokerConnection broker, TimeProvider clock, ILogger<QueueDeclaration> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await broker.DeclareAsync(stoppingToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.DeclareFailed(e);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(false);
        }
    }
}
