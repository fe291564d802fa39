using MassTransit;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// The lane of ordinary pictures, several at a time. A redelivered one is suspected to have ended the process that had it in hand and goes
/// to the quarantine lane; so do its innocent neighbours, which pass it one after the other.
/// </summary>
internal sealed class WorkLaneFilter(string queue, MessageForwarder forwarder, ProcessingGate gate) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var message = DeliveredMessage.Of(context, queue);
        using var activity = RabbitMqTelemetry.Received(message);
        if (message.IsRedelivered)
        {
            RabbitMqTelemetry.Quarantined.Add(1);
            var properties = message.With((MessageHeaders.OriginQueue, message.OriginQueue));
            await forwarder.ForwardAsync(message, exchange: "", IngestQueues.Quarantine, properties, context.CancellationToken)
                .ConfigureAwait(false);
            return;
        }

        using (await gate.EnterAsync(context.CancellationToken).ConfigureAwait(false))
            await next.Send(context).ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workLane");
}
