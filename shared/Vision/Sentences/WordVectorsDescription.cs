using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>Words of which each has a vector in the space of pictures and sentences: Image2Vec's D.</summary>
public sealed record WordVectorsDescription
{
    /// <summary>A word a line, UTF-8.</summary>
    public required NetworkFile Words { get; init; }

    /// <summary>
    /// Their vectors: words x dimension little-endian numbers, 16-bit or 32-bit floats by the size of the file. Of any length, which tells
    /// how much a word shows. <see langword="null"/>: the text tower makes them with <see cref="Prompt"/> when they are first asked for.
    /// </summary>
    public NetworkFile? Vectors { get; init; }

    /// <summary>Sentence with <c>{}</c> in the word's place, for example <c>a photo of {}</c>; needed where there are no vectors.</summary>
    public string? Prompt { get; init; }
}
