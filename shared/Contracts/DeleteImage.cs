namespace Indexing.Contracts;

/// <summary>Command: forget this picture. An older version that arrives later stays forgotten.</summary>
public sealed record DeleteImage
{
    /// <summary>Version of this message's form; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>Version of the deletion; newer than that of the picture.</summary>
    public required long Version { get; init; }
}
