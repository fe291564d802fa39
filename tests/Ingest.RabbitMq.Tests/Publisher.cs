using System.Text;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.TestSupport;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq.Tests;

/// <summary>Another program at the same broker: publishes plain AMQP, looks into queues, dies with messages in hand.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Uri _broker;
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Publisher(Uri uri, IConnection connection, IChannel channel, BrokerConnection broker) =>
        (_broker, _connection, _channel, Broker) = (uri, connection, channel, broker);

    public Uri Address => _broker;

    public BrokerConnection Broker { get; }

    public IChannel Channel => _channel;

    public DeadLetters DeadLetters => new(Broker, TimeProvider.System);

    public static async Task<Publisher> ConnectAsync(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancellation);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancellation);
        var options = new RabbitMqOptions { Uri = broker.AbsoluteUri, ParkDelays = { TimeSpan.FromSeconds(0.1) } };
        var publisher = new Publisher(broker, connection, channel, new BrokerConnection(Options.Create(options)));
        await publisher.Broker.DeclareAsync(Cancellation);
        return publisher;
    }

    public static IngestImage Picture(string imageId, long version = 1) => new()
    {
        ImageId = imageId,
        Version = version,
        Source = new ImageSource { Inline = TestPictures.Png(seed: 1, width: 64, height: 64) },
    };

    public Task PublishAsync(object message, string queue = IngestQueues.Bulk, Dictionary<string, object?>? headers = null) =>
        PublishAsync(JsonSerializer.Serialize(message, JsonSerializerOptions.Web), queue, headers);

    public async Task PublishAsync(
        string body, string queue = IngestQueues.Bulk, Dictionary<string, object?>? headers = null, string type = "application/json")
    {
        var properties = new BasicProperties { ContentType = type, Persistent = true, Headers = headers, MessageId = "from-the-test" };
        await _channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancellation);
    }

    /// <summary>Takes the next message and loses the connection with it in hand, as a process does that dies.</summary>
    public async Task DieWithMessageAsync(string queue)
    {
        var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync(Cancellation);
        await using (connection)
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            await Eventually.HoldsAsync(
                async () => await channel.BasicGetAsync(queue, autoAck: false, Cancellation) is not null, Patience);
        }
    }

    public Task<uint> CountAsync(string queue) => _channel.MessageCountAsync(queue, Cancellation);

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(int expected)
    {
        await Eventually.HoldsAsync(async () => await DeadLetters.CountAsync(Cancellation) >= expected, Patience);
        return await DeadLetters.ListAsync(100, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
