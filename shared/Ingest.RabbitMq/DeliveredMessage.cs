using System.Globalization;
using System.Text;
using MassTransit;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq;

/// <summary>A delivery as the broker made it: body and properties byte for byte, and what earlier lanes wrote into its headers.</summary>
internal sealed class DeliveredMessage
{
    private const string DeliveryCount = "x-delivery-count";
    private readonly IReadOnlyBasicProperties _properties;

    private DeliveredMessage(ReceiveContext context, string queue, IReadOnlyBasicProperties properties)
    {
        _properties = properties;
        Body = context.Body.GetBytes();
        Queue = queue;
        IsRedelivered = context.Redelivered;
    }

    /// <summary>The body; the memory is the delivery's.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The queue that delivered it.</summary>
    public string Queue { get; }

    /// <summary>Whether it was in hand before without being acknowledged.</summary>
    public bool IsRedelivered { get; }

    /// <summary>The queue that the publisher chose.</summary>
    public string OriginQueue => Text(MessageHeaders.OriginQueue) ?? Queue;

    /// <summary>Failed attempts that earlier lanes counted.</summary>
    public int Attempts => (int)Number(MessageHeaders.Attempts);

    /// <summary>How often this queue delivered it before.</summary>
    public int EarlierDeliveries => (int)Number(DeliveryCount);

    /// <summary>When it was published, when the publisher said so.</summary>
    public DateTimeOffset? PublishedAt =>
        _properties.IsTimestampPresent() ? DateTimeOffset.FromUnixTimeSeconds(_properties.Timestamp.UnixTime) : null;

    public static DeliveredMessage Of(ReceiveContext context, string queue) =>
        context.TryGetPayload(out RabbitMqBasicConsumeContext? delivery)
            ? new DeliveredMessage(context, queue, delivery.Properties)
            : throw new InvalidOperationException("The delivery carries no RabbitMQ properties.");

    /// <summary>The same properties for another queue, with our headers replaced; what the broker wrote is left out.</summary>
    public BasicProperties With(params ReadOnlySpan<(string Name, object? Value)> headers)
    {
        var copy = new BasicProperties(_properties)
        {
            Persistent = true,
            Expiration = null,
            Headers = new Dictionary<string, object?>(_properties.Headers ?? new Dictionary<string, object?>()),
        };
        foreach (var broker in copy.Headers!.Keys.Where(IsOfTheBroker).ToList())
            copy.Headers.Remove(broker);
        foreach (var (name, value) in headers)
            copy.Headers[name] = value;
        return copy;
    }

    public string? Text(string header) => _properties.Headers?.TryGetValue(header, out var value) == true
        ? value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            null => null,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        }
        : null;

    private long Number(string header) =>
        long.TryParse(Text(header), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Whether the broker or its client library wrote the header, not the publisher.</summary>
    public static bool IsOfTheBroker(string header) =>
        header is DeliveryCount or "x-death" or "x-dotnet-pub-seq-no" || header.StartsWith("x-first-death", StringComparison.Ordinal)
        || header.StartsWith("x-last-death", StringComparison.Ordinal);
}
