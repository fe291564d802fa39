using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.TestSupport;

/// <summary>The words of a picture as a perfect reading gives them.</summary>
public static class SpelledWords
{
    private const float Width = 0.2f;
    private const float Step = 0.21f;

    /// <summary>A word each, in order, side by side on one line that begins at (0.1, 0.2) of the picture.</summary>
    /// <param name="words">Normalised texts.</param>
    /// <param name="encode">The text tower.</param>
    public static IReadOnlyList<WordRecord> Of(IEnumerable<string> words, Func<string, float[]> encode) =>
    [
        .. words.Select((word, index) => new WordRecord
        {
            RegionIndex = index,
            Lexical = encode(word),
            Quad = QuadOf(0.1f + (index * Step)),
            Transcription = word,
            Confidence = 0.5f,
            DetectionScore = 0.75f,
            Posteriors = SpelledPosteriors.Of(word),
            Grams = Grams.Of(word),
            Reading = word,
        }),
    ];

    private static NormalizedQuad QuadOf(float left) => new(left, 0.2f, left + Width, 0.2f, left + Width, 0.25f, left, 0.25f);
}
