using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>An entry of the dead-letter queue: the message as it was published and why it is here.</summary>
internal sealed record DeadLetter(string? MessageId, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>What every entry must say (invariant I4).</summary>
    private static readonly string[] Required =
    [
        "indexing-reason", "indexing-class", "indexing-attempts", "indexing-first-error", "indexing-last-error",
        "indexing-first-failed-at", "indexing-last-failed-at", "indexing-origin-queue", "indexing-worker", "indexing-model",
    ];

    public string Reason => Headers.GetValueOrDefault("indexing-reason", "");

    public string Class => Headers.GetValueOrDefault("indexing-class", "");

    public int Attempts => int.Parse(Headers.GetValueOrDefault("indexing-attempts", "-1"), CultureInfo.InvariantCulture);

    public string OriginQueue => Headers.GetValueOrDefault("indexing-origin-queue", "");

    /// <summary>The picture it is about, when the body says so.</summary>
    public string? ImageId
    {
        get
        {
            try
            {
                using var body = JsonDocument.Parse(Body);
                return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("imageId", out var id)
                    ? id.GetString()
                    : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Required headers that are missing or empty.</summary>
    public IReadOnlyList<string> Missing => [.. Required.Where(name => string.IsNullOrEmpty(Headers.GetValueOrDefault(name)))];

    public static DeadLetter Of(BasicGetResult entry) => new(
        entry.BasicProperties.MessageId,
        (entry.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .ToDictionary(header => header.Key, header => Text(header.Value)),
        entry.Body.ToArray());

    public override string ToString() =>
        $"{ImageId ?? MessageId}: {string.Join(", ", Headers.Where(header => !header.Key.StartsWith("MT-", StringComparison.Ordinal)))}";

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
