namespace Indexing.Contracts;

/// <summary>A word near another one in what pictures of it show.</summary>
public sealed record VisualNeighbor
{
    /// <summary>A noun or an adjective, lower-case.</summary>
    public required string Word { get; init; }

    /// <summary>Cosine of the two words' vectors, -1..1.</summary>
    public required double Similarity { get; init; }
}
