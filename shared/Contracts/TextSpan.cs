namespace Indexing.Contracts;

/// <summary>A part of a text.</summary>
public sealed record TextSpan
{
    /// <summary>First character, from 0.</summary>
    public required int Start { get; init; }

    /// <summary>Number of characters, at least 1.</summary>
    public required int Length { get; init; }
}
