namespace Indexing.Contracts;

/// <summary>Command: make this picture findable. Repeating it changes nothing.</summary>
public sealed record IngestImage
{
    /// <summary>Version of this message's form; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The publisher's id of the picture, 1..1024 characters, unique within the tenant.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture, 1..128 characters.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>Monotonic version, not negative; the newest wins. Unix microseconds or the publisher's own counter.</summary>
    public required long Version { get; init; }

    /// <summary>Where the picture is.</summary>
    public required ImageSource Source { get; init; }

    /// <summary>Searchable tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Free metadata, returned with every hit.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
