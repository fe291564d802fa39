namespace Indexing.Contracts;

/// <summary>Event: the picture is findable.</summary>
public sealed record ImageIndexed
{
    /// <summary>Version of this message's form; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public required string Tenant { get; init; }

    /// <summary>The version that is now findable, or that a newer one had already replaced.</summary>
    public required long Version { get; init; }

    /// <summary>Number of text instances found; 0 is a picture without text.</summary>
    public required int Words { get; init; }

    /// <summary>The model pack that read it, for example <c>scene-text/1</c>.</summary>
    public required string ModelVersion { get; init; }
}
