using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// Publishes to the default exchange until the broker has confirmed, through outages of the broker as well: a message whose confirm was
/// lost with the connection is sent again under the same message id. Safe for concurrent use.
/// </summary>
internal sealed class ConfirmedPublisher(Uri broker) : IAsyncDisposable
{
    private static readonly TimeSpan ConfirmPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(300);
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Sends a message as plain JSON and returns when the broker has confirmed it.</summary>
    /// <exception cref="InvalidOperationException">There is no such queue.</exception>
    public Task PublishAsync<T>(string queue, string messageId, T message) =>
        PublishBytesAsync(queue, messageId, JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));

    /// <summary>Sends these bytes as they are.</summary>
    public async Task PublishBytesAsync(string queue, string messageId, ReadOnlyMemory<byte> body)
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = messageId, Persistent = true };
        while (true)
        {
            IChannel? channel = null;
            try
            {
                channel = await ChannelAsync();
                using var patience = new CancellationTokenSource(ConfirmPatience);
                await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, patience.Token);
                return;
            }
            catch (PublishException e) when (e.IsReturn)
            {
                throw new InvalidOperationException($"There is no queue '{queue}': is a worker running?", e);
            }
            catch (Exception e) when (IsOutage(e))
            {
                await DropAsync(channel);
                await Task.Delay(ReconnectDelay);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(_channel);
        _gate.Dispose();
    }

    private static bool IsOutage(Exception e) => e is RabbitMQClientException or IOException or OperationCanceledException
        or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException;

    private async Task<IChannel> ChannelAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_channel is { IsOpen: true } open)
                return open;
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "ledger" };
            _connection = await factory.CreateConnectionAsync();
            _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            return _channel;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives a failed channel up, once for all who failed on it.</summary>
    private async Task DropAsync(IChannel? failed)
    {
        await _gate.WaitAsync();
        try
        {
            if (failed is null || failed != _channel)
                return;
            _channel = null;
            await (_connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception e) when (IsOutage(e))
        {
            // The connection is gone already.
        }
        finally
        {
            _gate.Release();
        }
    }
}
