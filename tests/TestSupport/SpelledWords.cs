using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>The words of a picture as a perfect reading gives them.</summary>
public static class SpelledWords
{
    /// <summary>A word each, in order, all in the same place of the picture.</summary>
    /// <param name="words">Normalised texts.</param>
    /// <param name="encode">The text tower.</param>
    public static IReadOnlyList<WordRecord> Of(IEnumerable<string> words, Func<string, float[]> encode) =>
    [
        .. words.Select((word, index) => new WordRecord
        {
            RegionIndex = index,
            Lexical = encode(word),
            Quad = new NormalizedQuad(0.1f, 0.2f, 0.3f, 0.2f, 0.3f, 0.25f, 0.1f, 0.25f),
            Transcription = word,
            Confidence = 0.5f,
            DetectionScore = 0.75f,
            Posteriors = SpelledPosteriors.Of(word),
        }),
    ];
}
