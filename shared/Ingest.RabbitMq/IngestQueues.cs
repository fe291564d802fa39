using System.Globalization;

namespace Indexing.Ingest.RabbitMq;

/// <summary>
/// The names on the broker and how its queues are declared. All are durable quorum queues. Arguments of an existing queue cannot be
/// changed: another argument needs another name.
/// </summary>
public static class IngestQueues
{
    /// <summary>Pictures of large imports.</summary>
    public const string Bulk = "indexing.bulk";

    /// <summary>Pictures that somebody waits for; they do not stand behind a backlog of <see cref="Bulk"/>.</summary>
    public const string Interactive = "indexing.interactive";

    /// <summary>Deletions.</summary>
    public const string Delete = "indexing.delete";

    /// <summary>Pictures that a worker had in hand when it ended; each is worked on alone.</summary>
    public const string Quarantine = "indexing.quarantine";

    /// <summary>Messages that nobody can work on, with the reason in their headers.</summary>
    public const string DeadLetters = "indexing.dead-letters";

    /// <summary>Fanout exchange of <c>ImageIndexed</c>.</summary>
    public const string ImageIndexed = "indexing.events.image-indexed";

    /// <summary>Fanout exchange of <c>ImageRejected</c>.</summary>
    public const string ImageRejected = "indexing.events.image-rejected";

    /// <summary>Fanout exchange of <c>ImageDeleted</c>.</summary>
    public const string ImageDeleted = "indexing.events.image-deleted";

    /// <summary>
    /// Ends what neither the quarantine lane nor the dead letters ended. Generous: every kill of a worker raises the count of all messages
    /// that it had prefetched, healthy ones too.
    /// </summary>
    private const int DeliveryLimit = 50;

    /// <summary>Dead letters are looked at again and again; from RabbitMQ 4.0 a queue that names no limit has one of 20.</summary>
    private const int NoDeliveryLimit = 1_000_000_000;

    /// <summary>Queues that workers consume.</summary>
    public static IReadOnlyList<string> Work { get; } = [Bulk, Interactive, Delete, Quarantine];

    /// <summary>Exchanges that subscribers bind their own queues to.</summary>
    public static IReadOnlyList<string> Events { get; } = [ImageIndexed, ImageRejected, ImageDeleted];

    /// <summary>Queue in which messages wait before they go back to where they came from.</summary>
    /// <param name="delay">How long; part of the name, since a queue's delay cannot be changed.</param>
    public static string Park(TimeSpan delay) =>
        string.Create(CultureInfo.InvariantCulture, $"indexing.park.{(long)delay.TotalMilliseconds}ms");

    /// <summary>Arguments of a queue of <see cref="Work"/>.</summary>
    public static Dictionary<string, object?> WorkArguments() => new(DeadLettering)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-routing-key"] = DeadLetters,
    };

    internal static Dictionary<string, object?> DeadLetterArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = NoDeliveryLimit,
    };

    /// <summary>An expired message goes to the default exchange under its own routing key: the name of the queue it came from.</summary>
    internal static Dictionary<string, object?> ParkArguments(TimeSpan delay) => new(DeadLettering)
    {
        ["x-queue-type"] = "quorum",
        ["x-message-ttl"] = (long)delay.TotalMilliseconds,
    };

    /// <summary>At least once needs reject-publish: a full target holds its source back instead of losing messages.</summary>
    private static Dictionary<string, object?> DeadLettering => new()
    {
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };
}
