using System.Runtime.ExceptionServices;
using Indexing.Ingest.Messaging;
using MassTransit;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// Takes the place of MassTransit's error queue: what a consumer threw decides between another attempt and the dead letters.
/// </summary>
internal sealed class FaultFilter(string queue, FailedMessages failed, CancellationToken stopping) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // Thrown on, it makes the transport hand the message back.
        if (IsHandedBack(context))
            ExceptionDispatchInfo.Throw(context.Exception);
        var message = DeliveredMessage.Of(context, queue);
        await failed.HandleAsync(message, Failure.Of(context.Exception), message.Attempts + 1, context.CancellationToken)
            .ConfigureAwait(false);
        // Otherwise what could not be deserialised also counts as unclaimed.
        if (!context.IsFaulted)
            await context.NotifyFaulted(context.Exception).ConfigureAwait(false);
    }

    /// <summary>Nothing is wrong with the message when the process stops or the broker is lost.</summary>
    private bool IsHandedBack(ExceptionReceiveContext context) => context.Exception switch
    {
        QueueUnavailableException => true,
        OperationCanceledException or ConsumerCanceledException =>
            stopping.IsCancellationRequested || context.CancellationToken.IsCancellationRequested,
        _ => false,
    };

    public void Probe(ProbeContext context) => context.CreateFilterScope("fault");
}
