namespace Indexing.Vision.Onnx;

/// <summary>The concepts of a pack: their names and words, their vectors, and how what is read and what is seen are put together.</summary>
public sealed record ConceptsDescription : NetworkFile
{
    /// <summary>The vectors: little-endian half floats, one row for each concept of the file and a last one for "none".</summary>
    public required NetworkFile Vectors { get; init; }

    /// <summary>Share of the network's own concept vector in a word's; the rest comes from the dictionary words it may show.</summary>
    public required float DirectWeight { get; init; }

    /// <summary>
    /// Probability, as a share of the best reading's, that a word of no dictionary is given: the larger, the surer a reading must be.
    /// </summary>
    public required float UnknownWeight { get; init; }

    /// <summary>Smallest cosine that is shown by default.</summary>
    public required float Threshold { get; init; }
}
