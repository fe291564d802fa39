namespace Indexing.Contracts;

/// <summary>Event: the picture can never be indexed as it is; sending it again does not help.</summary>
public sealed record ImageRejected
{
    /// <summary>Version of this message's form; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public required string Tenant { get; init; }

    /// <summary>The rejected version.</summary>
    public required long Version { get; init; }

    /// <summary>Stable reason code, for example <c>not_found</c>, <c>truncated</c>, <c>too_many_pixels</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason as a sentence for a person.</summary>
    public required string Detail { get; init; }
}
