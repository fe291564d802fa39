namespace Indexing.Contracts;

/// <summary>A word of what a picture shows.</summary>
public sealed record SummaryWord
{
    /// <summary>A noun or an adjective, lower-case; searched with mode <c>objects</c>.</summary>
    public required string Word { get; init; }

    /// <summary>Its weight in the sum, above 0; the picture has length 1.</summary>
    public required double Weight { get; init; }

    /// <summary>Cosine of the word and the picture, -1..1.</summary>
    public required double Similarity { get; init; }
}
