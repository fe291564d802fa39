namespace Indexing.VectorStore;

/// <summary>One text instance of an image, as the write path hands it to the store.</summary>
public sealed record WordRecord
{
    /// <summary>Position of the instance within its image, 0-based and unique within the version.</summary>
    public required int RegionIndex { get; init; }

    /// <summary>Lexical vector, unit length, all of one store have the same dimension (256 for <c>scene-text/2</c>).</summary>
    public required ReadOnlyMemory<float> Lexical { get; init; }

    /// <summary>
    /// Concept vector, unit length, all of one store have the same dimension; empty when the word means nothing that is known: it is then
    /// found by its spelling only.
    /// </summary>
    public ReadOnlyMemory<float> Concept { get; init; }

    /// <summary>Where the instance is.</summary>
    public required NormalizedQuad Quad { get; init; }

    /// <summary>Best reading as it is written, printable ASCII; may be empty or wrong: search never trusts it.</summary>
    public required string Transcription { get; init; }

    /// <summary>Probability of the best reading, 0..1.</summary>
    public required float Confidence { get; init; }

    /// <summary>The detector's score of the region, 0..1.</summary>
    public required float DetectionScore { get; init; }

    /// <summary>Quantised CTC log-posteriors; the store treats them as opaque bytes and returns them with each hit.</summary>
    public required ReadOnlyMemory<byte> Posteriors { get; init; }

    /// <summary>
    /// Codes of the character n-grams that the posteriors allow, distinct, at most 1024; what <see cref="IVectorStore.SearchGramsAsync"/>
    /// compares. The store treats a code as opaque. Empty: the word is not found by its parts.
    /// </summary>
    public ReadOnlyMemory<ushort> Grams { get; init; }

    /// <summary>
    /// The reading under which the image is listed (<see cref="IVectorStore.ListReadingsAsync"/>), lower-case 0-9a-z and spaces; empty: not
    /// listed. Of several instances with one reading in an image, one carries it, so that instances count images.
    /// </summary>
    public string Reading { get; init; } = "";
}
