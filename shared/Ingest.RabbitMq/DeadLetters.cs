using Indexing.Ingest.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// The dead letters, for a person: look, send back, throw away. Looking takes nothing away. A replay is repeatable: the newest version of a
/// picture wins, so a message that is sent twice changes nothing. Safe for concurrent use, also by several processes.
/// </summary>
/// <remarks>
/// Every method throws <see cref="QueueUnavailableException"/> when the broker cannot be reached or fails; what it has not confirmed stays.
/// </remarks>
public sealed class DeadLetters(BrokerConnection broker, TimeProvider clock)
{
    /// <summary>Dead letters in the order of their burial.</summary>
    /// <param name="limit">How many at most; they are held in memory.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) => OnChannelAsync(
        async channel =>
        {
            // What is still unacknowledged when the channel closes stays in the queue.
            var letters = new List<DeadLetter>();
            while (letters.Count < limit && await GetAsync(channel, cancellationToken).ConfigureAwait(false) is { } message)
                letters.Add(DeadLetterHeaders.Read(message, letters.Count));
            return (IReadOnlyList<DeadLetter>)letters;
        },
        cancellationToken);

    /// <summary>How many there are now.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => OnChannelAsync(
        async channel => (long)await channel.MessageCountAsync(IngestQueues.DeadLetters, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Sends dead letters back to where they were published, without our headers; each goes once its copy is safe.</summary>
    /// <param name="select">Which ones; those whose queue is unknown stay.</param>
    /// <param name="perSecond">How many a second at most, above 0: a replay must not displace live traffic.</param>
    /// <param name="cancellationToken">Ends between two messages.</param>
    /// <returns>How many were sent back; not those that another reader has in hand at this moment.</returns>
    public Task<int> ReplayAsync(Func<DeadLetter, bool> select, double perSecond, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(select);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        return TakeAsync(letter => letter.OriginQueue.Length > 0 && select(letter), SendBackAsync, cancellationToken);

        async Task SendBackAsync(DeadLetter letter, BasicGetResult message)
        {
            await broker.PublishAsync("", letter.OriginQueue, DeadLetterHeaders.Cleared(message), message.Body, cancellationToken)
                .ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromSeconds(1 / perSecond), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes dead letters for good.</summary>
    /// <param name="select">Which ones.</param>
    /// <param name="cancellationToken">Ends between two messages.</param>
    /// <returns>How many were removed; not those that another reader has in hand at this moment.</returns>
    public Task<int> PurgeAsync(Func<DeadLetter, bool> select, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(select);
        return TakeAsync(select, (_, _) => Task.CompletedTask, cancellationToken);
    }

    /// <summary>Looks at every message that is there now once; what is not selected is given back when the channel closes.</summary>
    private Task<int> TakeAsync(
        Func<DeadLetter, bool> select, Func<DeadLetter, BasicGetResult, Task> act, CancellationToken cancellationToken) => OnChannelAsync(
        async channel =>
        {
            // A replayed message may fail again meanwhile: one pass over those of now, not a circle.
            var count = await channel.MessageCountAsync(IngestQueues.DeadLetters, cancellationToken).ConfigureAwait(false);
            var taken = 0;
            for (var position = 0; position < count; position++)
            {
                if (await GetAsync(channel, cancellationToken).ConfigureAwait(false) is not { } message)
                    break;
                var letter = DeadLetterHeaders.Read(message, position);
                if (!select(letter))
                    continue;
                await act(letter, message).ConfigureAwait(false);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
                taken++;
            }

            return taken;
        },
        cancellationToken);

    private async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var channel = await broker.OpenChannelAsync(cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
                return await work(channel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            throw new QueueUnavailableException($"The broker failed: {e.Message} Check its address and that it runs.", e);
        }
    }

    private static Task<BasicGetResult?> GetAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.BasicGetAsync(IngestQueues.DeadLetters, autoAck: false, cancellationToken);
}
