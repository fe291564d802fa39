using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>The network that reads sentences: integers <c>1 x length</c> to float32 <c>1 x dimension</c>.</summary>
public sealed record TextTowerDescription : NetworkDescription
{
    /// <summary>Name of the input with the numbers of the tokens, for example <c>input_ids</c>.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the input that is 1 at tokens and 0 at padding; <see langword="null"/>: the network has none.</summary>
    public string? AttentionMask { get; init; }

    /// <summary>Name of the output with the vector of the sentence, for example <c>text_embeds</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Positions, 2..1024: shorter sentences are padded to it, longer ones cut.</summary>
    public required int Length { get; init; }

    /// <summary>Type of the inputs' elements: <c>int64</c> or <c>int32</c>.</summary>
    public string ElementType { get; init; } = "int64";
}
