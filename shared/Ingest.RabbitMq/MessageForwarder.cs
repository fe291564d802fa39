using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// Moves a delivery to another queue. Returns when the broker has the copy, so that the original may be acknowledged; until then the
/// original stays unacknowledged, and the broker is tried once a second. Safe for concurrent use.
/// </summary>
internal sealed class MessageForwarder(BrokerConnection broker, TimeProvider clock, ILogger<MessageForwarder> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Puts a copy with these properties into a queue.</summary>
    /// <param name="message">The delivery.</param>
    /// <param name="exchange">The exchange in front of the queue; empty: the default exchange.</param>
    /// <param name="routingKey">The queue, or where a parked message goes back to.</param>
    /// <param name="properties">Properties of the copy.</param>
    /// <param name="cancellationToken">Cancels waiting; the copy may exist or not.</param>
    public async Task ForwardAsync(
        DeliveredMessage message, string exchange, string routingKey, BasicProperties properties, CancellationToken cancellationToken)
    {
        while (!await TryForwardAsync(message, exchange, routingKey, properties, cancellationToken).ConfigureAwait(false))
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryForwardAsync(
        DeliveredMessage message, string exchange, string routingKey, BasicProperties properties, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await broker.PublishAsync(exchange, routingKey, properties, message.Body, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ForwardFailed(e, message.Queue, exchange.Length > 0 ? exchange : routingKey);
            return false;
        }
    }
}
