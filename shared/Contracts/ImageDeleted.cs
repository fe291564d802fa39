namespace Indexing.Contracts;

/// <summary>Event: the picture is no longer findable.</summary>
public sealed record ImageDeleted
{
    /// <summary>Version of this message's form; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public required string Tenant { get; init; }

    /// <summary>Version of the deletion.</summary>
    public required long Version { get; init; }
}
