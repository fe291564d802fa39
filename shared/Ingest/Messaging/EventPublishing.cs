using MassTransit;

namespace Indexing.Ingest.Messaging;

/// <summary>Publishes the event of a message in hand.</summary>
internal static class EventPublishing
{
    /// <summary>
    /// A bus waits for a broker that is away, and a confirmation that was lost with its connection never comes: after this time the message
    /// is given back instead.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Returns when the broker has the event.</summary>
    /// <exception cref="QueueUnavailableException">It has not; the message must not be acknowledged.</exception>
    public static async Task PublishEventAsync<T>(this ConsumeContext context, T message)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await context.Publish(message, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new QueueUnavailableException("The broker did not take the event; the message is given back.", e);
        }
    }
}
