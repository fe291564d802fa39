namespace Indexing.VectorStore;

/// <summary>A nearest-neighbour question.</summary>
public sealed record WordSearch
{
    /// <summary>Only words of this tenant are found.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the query vector is compared with.</summary>
    public WordSpace Space { get; init; } = WordSpace.Lexical;

    /// <summary>Query vector, unit length, of the space's dimension in the store.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>How many words at most, 1..10000.</summary>
    public required int Limit { get; init; }

    /// <summary>Which images.</summary>
    public ImageFilter Filter { get; init; } = ImageFilter.None;
}
