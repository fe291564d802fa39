using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Indexing.Ingest.RabbitMq;

/// <summary>Reads what the worker, or the broker itself, wrote into the headers of a dead letter.</summary>
internal static class DeadLetterHeaders
{
    private const string Death = "x-death";

    public static DeadLetter Read(BasicGetResult message, int position)
    {
        var headers = message.BasicProperties.Headers ?? new Dictionary<string, object?>();
        var death = (headers.TryGetValue(Death, out var deaths) ? deaths as IList<object> : null)?.FirstOrDefault()
            as IDictionary<string, object?>;
        return new DeadLetter
        {
            Id = message.BasicProperties.MessageId ?? string.Create(CultureInfo.InvariantCulture, $"#{position}"),
            Reason = Text(headers, MessageHeaders.Reason) ?? Text(death, "reason") ?? "unknown",
            Class = Text(headers, MessageHeaders.Class) ?? "",
            Attempts = int.TryParse(Text(headers, MessageHeaders.Attempts), CultureInfo.InvariantCulture, out var attempts) ? attempts : 0,
            OriginQueue = Text(headers, MessageHeaders.OriginQueue) ?? Text(death, "queue") ?? "",
            FirstError = Text(headers, MessageHeaders.FirstError),
            LastError = Text(headers, MessageHeaders.LastError),
            LastFailedAt = Text(headers, MessageHeaders.LastFailedAt),
            Worker = Text(headers, MessageHeaders.Worker),
            Model = Text(headers, MessageHeaders.Model),
            Headers = headers.Keys.Where(IsThePublishers).ToDictionary(name => name, name => Text(headers, name) ?? ""),
            Size = message.Body.Length,
            Body = Encoding.UTF8.GetString(message.Body.Span),
        };
    }

    /// <summary>The properties as the publisher gave them: a replayed message starts with no attempts behind it.</summary>
    public static BasicProperties Cleared(BasicGetResult message)
    {
        var copy = new BasicProperties(message.BasicProperties) { Persistent = true };
        if (message.BasicProperties.Headers is { } headers)
            copy.Headers = headers.Where(header => IsThePublishers(header.Key))
                .ToDictionary(header => header.Key, header => header.Value);
        return copy;
    }

    private static bool IsThePublishers(string header) =>
        !MessageHeaders.All.Contains(header) && !DeliveredMessage.IsOfTheBroker(header);

    private static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value)
            ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
}
