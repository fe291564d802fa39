using System.Numerics;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Ingest;

/// <summary>Step 5 of the write path: what the store keeps of each region.</summary>
internal static class WordDescriber
{
    /// <summary>Describes the regions; vectors and posteriors stay in the memory of <paramref name="embeddings"/>.</summary>
    public static List<WordRecord> Describe(DecodedImage image, List<TextRegion> regions, RegionEmbeddings embeddings)
    {
        var words = new List<WordRecord>(regions.Count);
        var toFraction = new Vector2(1f / image.Width, 1f / image.Height);
        for (var i = 0; i < regions.Count; i++)
        {
            var posteriors = embeddings.Posteriors(i);
            var (text, confidence) = CtcDecoder.Decode(posteriors.Span);
            words.Add(new WordRecord
            {
                RegionIndex = i,
                Lexical = embeddings.Lexical(i),
                Quad = Normalize(regions[i].Quad.Scale(toFraction)),
                Transcription = text,
                Confidence = confidence,
                DetectionScore = regions[i].Score,
                Posteriors = posteriors,
            });
        }

        return words;
    }

    private static NormalizedQuad Normalize(Quad quad) => new(
        quad.TopLeft.X, quad.TopLeft.Y, quad.TopRight.X, quad.TopRight.Y,
        quad.BottomRight.X, quad.BottomRight.Y, quad.BottomLeft.X, quad.BottomLeft.Y);
}
