namespace Indexing.VectorStore;

/// <summary>A question for words that contain a piece of text, as the codes of the piece's character n-grams.</summary>
public sealed record GramSearch
{
    /// <summary>Only words of this tenant are found.</summary>
    public required string Tenant { get; init; }

    /// <summary>Codes as in <see cref="WordRecord.Grams"/>, distinct, 1..256 of them.</summary>
    public required ReadOnlyMemory<ushort> Grams { get; init; }

    /// <summary>Smallest share of the asked n-grams that a word must have, above 0, at most 1.</summary>
    public float MinShare { get; init; } = 0.5f;

    /// <summary>How many words at most, 1..10000.</summary>
    public required int Limit { get; init; }

    /// <summary>Which images.</summary>
    public ImageFilter Filter { get; init; } = ImageFilter.None;
}
