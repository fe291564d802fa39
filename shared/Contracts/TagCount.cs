namespace Indexing.Contracts;

/// <summary>A tag and how many of the pictures found carry it.</summary>
public sealed record TagCount
{
    /// <summary>The tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Number of pictures.</summary>
    public required int Images { get; init; }
}
