namespace Indexing.Vision.Onnx;

/// <summary>The word image network.</summary>
public sealed record WordEncoderDescription : NetworkDescription
{
    /// <summary>Dimension of the lexical vector.</summary>
    public required int LexicalDimension { get; init; }

    /// <summary>Dimension of the concept vector.</summary>
    public required int ConceptDimension { get; init; }

    /// <summary>The widths of its crops, ascending; the last one has no limit.</summary>
    public required IReadOnlyList<WordBucket> Buckets { get; init; }
}
