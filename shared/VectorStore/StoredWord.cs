namespace Indexing.VectorStore;

/// <summary>A text instance as it comes back from the store: everything but its vectors.</summary>
/// <param name="Image">The image that shows it.</param>
/// <param name="RegionIndex">Position of the instance within its image.</param>
/// <param name="Quad">Where the instance is.</param>
/// <param name="Transcription">Best reading; may be empty or wrong.</param>
/// <param name="Confidence">Probability of the best reading, 0..1.</param>
/// <param name="DetectionScore">The detector's score, 0..1.</param>
/// <param name="Posteriors">Quantised CTC log-posteriors as they were written; owned by this object.</param>
public sealed record StoredWord(
    ImageKey Image,
    int RegionIndex,
    NormalizedQuad Quad,
    string Transcription,
    float Confidence,
    float DetectionScore,
    ReadOnlyMemory<byte> Posteriors);
