namespace Indexing.Contracts;

/// <summary>A reading and how many pictures show it.</summary>
public sealed record WordCount
{
    /// <summary>Lower-case 0-9a-z and spaces.</summary>
    public required string Word { get; init; }

    /// <summary>Number of pictures.</summary>
    public required long Images { get; init; }
}
