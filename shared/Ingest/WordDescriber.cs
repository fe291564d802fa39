using System.Collections.Concurrent;
using System.Numerics;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Ingest;

/// <summary>Step 5 of the write path: what the store keeps of each region. Safe for concurrent use.</summary>
public sealed class WordDescriber(ConceptEncoder concepts)
{
    /// <summary>Readings below are guesses more often than not: nobody wants them in a list of what is written.</summary>
    private const float ListedConfidence = 0.5f;

    /// <summary>Single letters and digits are mostly strokes of something else.</summary>
    private const int ListedLength = 2;

    private readonly ConcurrentBag<GramDecoder> _gramDecoders = [];

    /// <summary>Describes the regions; lexical vectors and posteriors stay in the memory of <paramref name="embeddings"/>.</summary>
    public IReadOnlyList<WordRecord> Describe(DecodedImage image, IReadOnlyList<TextRegion> regions, RegionEmbeddings embeddings)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(embeddings);
        var words = new List<WordRecord>(regions.Count);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var toFraction = new Vector2(1f / image.Width, 1f / image.Height);
        for (var i = 0; i < regions.Count; i++)
        {
            var posteriors = embeddings.Posteriors(i);
            var (text, confidence) = CtcDecoder.Decode(posteriors.Span);
            words.Add(new WordRecord
            {
                RegionIndex = i,
                Lexical = embeddings.Lexical(i),
                Concept = ConceptOf(embeddings, i),
                Quad = Normalize(regions[i].Quad.Scale(toFraction)),
                Transcription = AsWritten(embeddings.Display(i).Span, text),
                Confidence = confidence,
                DetectionScore = regions[i].Score,
                Posteriors = posteriors,
                Grams = GramsOf(posteriors.Span),
                Reading = IsListed(text, confidence, listed) ? text : "",
            });
        }

        return words;
    }

    /// <summary>
    /// Describes a word again that another model pack read; its posteriors stay in the memory of <paramref name="word"/>.
    /// </summary>
    /// <param name="word">The word as it was stored.</param>
    /// <param name="lexical">Its vector in the space of this model pack.</param>
    /// <param name="listed">Readings of the same picture that are listed already; receives that of this word.</param>
    public WordRecord Describe(StoredWord word, ReadOnlyMemory<float> lexical, ISet<string> listed)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(listed);
        var (text, confidence) = CtcDecoder.Decode(word.Posteriors.Span);
        var concept = new float[concepts.Dimension];
        // What the network saw of the word's look is not kept, only what it read.
        var means = concepts.TryEncode(new float[concepts.Dimension], word.Posteriors.Span, concept);
        return new WordRecord
        {
            RegionIndex = word.RegionIndex,
            Lexical = lexical,
            Concept = means ? concept : [],
            Quad = word.Quad,
            Transcription = word.Transcription,
            Confidence = word.Confidence,
            DetectionScore = word.DetectionScore,
            Posteriors = word.Posteriors,
            Grams = GramsOf(word.Posteriors.Span),
            Reading = IsListed(text, confidence, listed) ? text : "",
        };
    }

    private static bool IsListed(string text, float confidence, ISet<string> listed) =>
        confidence >= ListedConfidence && text.Length >= ListedLength && listed.Add(text);

    private ushort[] GramsOf(ReadOnlySpan<byte> posteriors)
    {
        var decoder = _gramDecoders.TryTake(out var idle) ? idle : new GramDecoder();
        var grams = decoder.Decode(posteriors);
        _gramDecoders.Add(decoder);
        return grams;
    }

    private float[] ConceptOf(RegionEmbeddings embeddings, int region)
    {
        var vector = new float[concepts.Dimension];
        return concepts.TryEncode(embeddings.Concept(region).Span, embeddings.Posteriors(region).Span, vector) ? vector : [];
    }

    /// <summary>The reading with its capitals and marks, when both heads of the network read the same letters.</summary>
    private static string AsWritten(ReadOnlySpan<byte> display, string text)
    {
        var written = DisplayAlphabet.Read(display);
        return Alphabet.Normalize(written) == text ? written : text;
    }

    private static NormalizedQuad Normalize(Quad quad) => new(
        quad.TopLeft.X, quad.TopLeft.Y, quad.TopRight.X, quad.TopRight.Y,
        quad.BottomRight.X, quad.BottomRight.Y, quad.BottomLeft.X, quad.BottomLeft.Y);
}
