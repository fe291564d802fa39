using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Hears every event of an exchange from now on, as a subscriber in any language does.</summary>
internal sealed class EventSubscription : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly ConcurrentQueue<(JsonElement Event, long HeardAt)> _events = new();

    private EventSubscription(IConnection connection) => _connection = connection;

    public IReadOnlyList<JsonElement> Events => [.. _events.Select(heard => heard.Event)];

    /// <summary>When each picture's first event was heard, as a timestamp of the stopwatch.</summary>
    public IReadOnlyDictionary<string, long> HeardAt => _events
        .GroupBy(heard => heard.Event.GetProperty("imageId").GetString()!)
        .ToDictionary(picture => picture.Key, picture => picture.Min(heard => heard.HeardAt));

    public static async Task<EventSubscription> StartAsync(Uri broker, string exchange)
    {
        var connection = await new ConnectionFactory { Uri = broker, ClientProvidedName = "subscriber" }.CreateConnectionAsync();
        var subscription = new EventSubscription(connection);
        var channel = await connection.CreateChannelAsync();
        // As it is declared by whoever comes first.
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, exchange, routingKey: "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            using var body = JsonDocument.Parse(delivery.Body);
            subscription._events.Enqueue((body.RootElement.Clone(), Stopwatch.GetTimestamp()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return subscription;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
