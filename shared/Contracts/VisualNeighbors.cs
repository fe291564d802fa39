namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/visual-words/{word}/neighbors</c>: words for what looks alike or is seen together.</summary>
public sealed record VisualNeighbors
{
    /// <summary>The word asked for, as the model knows it.</summary>
    public required string Word { get; init; }

    /// <summary>Other words, nearest first.</summary>
    public required IReadOnlyList<VisualNeighbor> Neighbors { get; init; }
}
