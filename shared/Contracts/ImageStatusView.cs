namespace Indexing.Contracts;

/// <summary>What became of a picture.</summary>
public sealed record ImageStatusView
{
    /// <summary>The publisher's id of the picture.</summary>
    public required string ImageId { get; init; }

    /// <summary>Owner of the picture.</summary>
    public required string Tenant { get; init; }

    /// <summary>The newest version known.</summary>
    public required long Version { get; init; }

    /// <summary><c>pending</c>, <c>indexed</c>, <c>rejected</c> or <c>deleted</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Number of text instances of an indexed picture.</summary>
    public int Words { get; init; }

    /// <summary>Stable reason code of a rejection.</summary>
    public string? Reason { get; init; }
}
