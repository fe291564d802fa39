namespace Indexing.Ingest.RabbitMq;

/// <summary>One message that nobody could work on.</summary>
public sealed record DeadLetter
{
    /// <summary>The publisher's message id, or a number by position when there is none.</summary>
    public required string Id { get; init; }

    /// <summary>Why: a stable code of <see cref="Failure"/>, or the broker's own reason, for example <c>delivery_limit</c>.</summary>
    public required string Reason { get; init; }

    /// <summary><c>permanent</c>, <c>transient</c> or <c>killer</c>; empty when the broker gave up.</summary>
    public required string Class { get; init; }

    /// <summary>How often it was worked on, at most; 0 when unknown.</summary>
    public required int Attempts { get; init; }

    /// <summary>The queue that it was published to and is replayed to; empty when unknown.</summary>
    public required string OriginQueue { get; init; }

    /// <summary>What went wrong first.</summary>
    public string? FirstError { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; init; }

    /// <summary>When it last went wrong, ISO 8601, UTC.</summary>
    public string? LastFailedAt { get; init; }

    /// <summary>The worker that gave up.</summary>
    public string? Worker { get; init; }

    /// <summary>Model pack of that worker.</summary>
    public string? Model { get; init; }

    /// <summary>The publisher's own headers, as text.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Size of the body in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>The body as text; bytes that are no UTF-8 are replaced.</summary>
    public required string Body { get; init; }
}
