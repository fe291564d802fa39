namespace Indexing.Vision.Onnx;

/// <summary>The word image network.</summary>
public sealed record WordEncoderDescription : NetworkFile
{
    /// <summary>Dimension of the lexical vector.</summary>
    public required int LexicalDimension { get; init; }
}
