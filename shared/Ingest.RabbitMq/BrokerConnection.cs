using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// A connection of our own beside the bus's, for what must arrive byte for byte and confirmed: between lanes and into the dead letters. A
/// broker that blocks publishers then never blocks the bus's acknowledgements. Opened with the first use and again after a loss. Safe for
/// concurrent use.
/// </summary>
public sealed class BrokerConnection(IOptions<RabbitMqOptions> options) : IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly RabbitMqOptions _options = options.Value;
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Publishes to a queue and returns when the broker has it on disk; declares the queues again when it is missing.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.RabbitMQClientException">The broker did not take it.</exception>
    public async Task PublishAsync(
        string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A confirmation that was lost with its connection never comes, whatever the client library makes of the token.
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, cancellationToken).AsTask()
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The next attempt opens another channel, which declares the queues anew: somebody may have deleted them.
            Interlocked.CompareExchange(ref _channel, null, channel);
            _ = AbandonAsync(channel);
            throw;
        }
    }

    /// <summary>Declares everything of <see cref="IngestQueues"/>; nothing changes when it is there.</summary>
    public async Task DeclareAsync(CancellationToken cancellationToken) =>
        await ChannelAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A channel of its own on this connection; the caller disposes it.</summary>
    public async Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        await ChannelAsync(cancellationToken).ConfigureAwait(false);
        return await _connection!.CreateChannelAsync(Confirmed, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    private static async Task AbandonAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is given up because something is wrong with it; what closing it says no longer matters.
        }
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is { IsOpen: true } opened)
                return opened;
            if (_connection is not { IsOpen: true })
                await ConnectAsync(cancellationToken).ConfigureAwait(false);
            var channel = await _connection!.CreateChannelAsync(Confirmed, cancellationToken).ConfigureAwait(false);
            await DeclareAsync(channel, cancellationToken).ConfigureAwait(false);
            return _channel = channel;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
        var factory = new ConnectionFactory
        {
            Uri = new Uri(_options.Uri),
            ClientProvidedName = "indexing lanes",
            // Every caller repeats what failed, on a new channel: recovery behind our back would only race with that.
            AutomaticRecoveryEnabled = false,
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareAsync(channel, IngestQueues.DeadLetters, IngestQueues.DeadLetterArguments(), cancellationToken).ConfigureAwait(false);
        foreach (var delay in _options.Delays.Distinct())
            await DeclareBoundAsync(channel, IngestQueues.Park(delay), IngestQueues.ParkArguments(delay), cancellationToken)
                .ConfigureAwait(false);
        foreach (var queue in IngestQueues.Work)
            await DeclareBoundAsync(channel, queue, IngestQueues.WorkArguments(), cancellationToken).ConfigureAwait(false);
        foreach (var events in IngestQueues.Events)
            await channel.ExchangeDeclareAsync(events, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>A queue and the exchange of its name, which takes any routing key.</summary>
    private static async Task DeclareBoundAsync(
        IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        await DeclareAsync(channel, name, arguments, cancellationToken).ConfigureAwait(false);
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await channel.QueueBindAsync(name, name, routingKey: "", cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static Task<QueueDeclareOk> DeclareAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
}
