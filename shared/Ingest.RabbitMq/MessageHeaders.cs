namespace Indexing.Ingest.RabbitMq;

/// <summary>Headers that messages carry between lanes and into the dead letters; names are stable.</summary>
public static class MessageHeaders
{
    /// <summary>Why the message is a dead letter, for example <c>malformed_json</c>; see <see cref="Failure"/>.</summary>
    public const string Reason = "indexing-reason";

    /// <summary><c>permanent</c>, <c>transient</c> or <c>killer</c>.</summary>
    public const string Class = "indexing-class";

    /// <summary>How often the message was worked on, at most (a death counts for everything in hand).</summary>
    public const string Attempts = "indexing-attempts";

    /// <summary>What went wrong first.</summary>
    public const string FirstError = "indexing-first-error";

    /// <summary>What went wrong last.</summary>
    public const string LastError = "indexing-last-error";

    /// <summary>When it first went wrong, ISO 8601, UTC.</summary>
    public const string FirstFailedAt = "indexing-first-failed-at";

    /// <summary>When it last went wrong, ISO 8601, UTC.</summary>
    public const string LastFailedAt = "indexing-last-failed-at";

    /// <summary>The queue that the message was published to.</summary>
    public const string OriginQueue = "indexing-origin-queue";

    /// <summary>Version and machine of the worker that gave up.</summary>
    public const string Worker = "indexing-worker";

    /// <summary>Model pack of that worker, for example <c>scene-text/1</c>.</summary>
    public const string Model = "indexing-model";

    /// <summary>All headers of ours; a replay removes them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Reason, Class, Attempts, FirstError, LastError, FirstFailedAt, LastFailedAt, OriginQueue, Worker, Model];
}
