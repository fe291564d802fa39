using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// What becomes of a message that could not be worked on: one more attempt after a while, or the dead letters with everything that a person
/// needs to decide. Safe for concurrent use.
/// </summary>
internal sealed class FailedMessages(
    MessageForwarder forwarder,
    IOptions<RabbitMqOptions> options,
    CurrentIngestor ingestor,
    TimeProvider clock,
    ILogger<FailedMessages> logger)
{
    private static readonly string Worker =
        $"{Environment.MachineName}/{Environment.ProcessId} {Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3)}";

    private readonly RabbitMqOptions _options = options.Value;

    /// <summary>Parks the message or makes it a dead letter; the original may be acknowledged when this returns.</summary>
    /// <param name="message">The delivery.</param>
    /// <param name="failure">What its last attempt ended with.</param>
    /// <param name="attempts">How often it was worked on, this time included.</param>
    /// <param name="cancellationToken">Cancels; the original must then be handed back.</param>
    public Task HandleAsync(DeliveredMessage message, Failure failure, int attempts, CancellationToken cancellationToken) =>
        failure.Class == FailureClass.Transient && attempts < _options.TransientAttempts
            ? ParkAsync(message, failure, attempts, cancellationToken)
            : BuryAsync(message, failure, attempts, cancellationToken);

    private Task ParkAsync(DeliveredMessage message, Failure failure, int attempts, CancellationToken cancellationToken)
    {
        var delay = _options.Delays[Math.Min(attempts, _options.Delays.Count) - 1];
        logger.Parked(message.OriginQueue, attempts, delay, failure.Error);
        RabbitMqTelemetry.Parked.Add(1);
        var properties = message.With([.. History(message, failure, attempts)]);
        return forwarder.ForwardAsync(message, IngestQueues.Park(delay), message.OriginQueue, properties, cancellationToken);
    }

    private async Task BuryAsync(DeliveredMessage message, Failure failure, int attempts, CancellationToken cancellationToken)
    {
        var properties = message.With(
        [
            .. History(message, failure, attempts),
            (MessageHeaders.Reason, failure.Reason),
            (MessageHeaders.Class, failure.Class.ToString().ToLowerInvariant()),
            (MessageHeaders.Worker, Worker),
            (MessageHeaders.Model, ingestor.Model),
        ]);
        await forwarder.ForwardAsync(message, exchange: "", IngestQueues.DeadLetters, properties, cancellationToken).ConfigureAwait(false);
        logger.DeadLettered(message.OriginQueue, failure.Reason, attempts, failure.Error);
        RabbitMqTelemetry.DeadLettered.Add(1, new KeyValuePair<string, object?>("reason", failure.Reason));
    }

    private (string Name, object? Value)[] History(DeliveredMessage message, Failure failure, int attempts)
    {
        var now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return
        [
            (MessageHeaders.OriginQueue, message.OriginQueue),
            (MessageHeaders.Attempts, attempts),
            (MessageHeaders.FirstError, message.Text(MessageHeaders.FirstError) ?? failure.Error),
            (MessageHeaders.LastError, failure.Error),
            (MessageHeaders.FirstFailedAt, message.Text(MessageHeaders.FirstFailedAt) ?? now),
            (MessageHeaders.LastFailedAt, now),
        ];
    }
}
