using MassTransit;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// The lane of pictures that were in hand when a process ended: one at a time, with no other picture in the process, so that the broker's
/// delivery count is the count of processes that this picture ended. At the limit it is a dead letter.
/// </summary>
internal sealed class QuarantineFilter(FailedMessages failed, ProcessingGate gate, IOptions<RabbitMqOptions> options)
    : IFilter<ReceiveContext>
{
    private static readonly Failure Killer = new(
        "process_died", FailureClass.Killer, "The worker process ended each time with this message in hand.");

    private readonly int _limit = options.Value.PoisonAttempts;

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var message = DeliveredMessage.Of(context, IngestQueues.Quarantine);
        using var activity = RabbitMqTelemetry.Received(message);
        // One death brought it here.
        var deaths = 1 + message.EarlierDeliveries;
        if (deaths >= _limit)
        {
            await failed.HandleAsync(message, Killer, deaths, context.CancellationToken).ConfigureAwait(false);
            return;
        }

        using (await gate.EnterAloneAsync(context.CancellationToken).ConfigureAwait(false))
            await next.Send(context).ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("quarantine");
}
