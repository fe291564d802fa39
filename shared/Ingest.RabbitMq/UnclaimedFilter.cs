using MassTransit;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Takes the place of MassTransit's skipped queue: an envelope of a type that nobody consumes here is a dead letter.</summary>
internal sealed class UnclaimedFilter(string queue, FailedMessages failed) : IFilter<ReceiveContext>
{
    private static readonly Failure Unclaimed = new(
        "unknown_message_type", FailureClass.Permanent, "The envelope names a message type that is not consumed from this queue.");

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        failed.HandleAsync(DeliveredMessage.Of(context, queue), Unclaimed, attempts: 1, context.CancellationToken);

    public void Probe(ProbeContext context) => context.CreateFilterScope("unclaimed");
}
