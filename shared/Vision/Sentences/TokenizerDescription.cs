using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>How a sentence becomes the text tower's numbers.</summary>
public sealed record TokenizerDescription
{
    /// <summary>
    /// <c>words</c>: whole words of a list (<see cref="WordTokenizer"/>); <c>bpe</c>: CLIP's byte pairs (<see cref="BpeTokenizer"/>).
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Of <c>words</c>: a word a line, by number; the first one has the number 2, as 0 is padding and 1 an unknown word.</summary>
    public NetworkFile? Words { get; init; }

    /// <summary>Of <c>bpe</c>: CLIP's <c>vocab.json</c>, token to number.</summary>
    public NetworkFile? Vocabulary { get; init; }

    /// <summary>Of <c>bpe</c>: CLIP's <c>merges.txt</c>, a pair a line, the most frequent first.</summary>
    public NetworkFile? Merges { get; init; }

    /// <summary>Number of the token that begins every sentence; <see langword="null"/>: none does.</summary>
    public int? Start { get; init; }

    /// <summary>Number of the token that ends every sentence, also one that is cut; <see langword="null"/>: none does.</summary>
    public int? End { get; init; }

    /// <summary>Number that fills the positions after the sentence.</summary>
    public int Pad { get; init; }

    /// <summary>Whether upper case counts as lower case.</summary>
    public bool Lowercase { get; init; } = true;
}
