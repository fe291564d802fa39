using System.Numerics;
using Indexing.Ingest;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Explanation;

/// <summary>Goes through a picture as the write path does, and names what is stored as numbers: other readings and the concepts.</summary>
internal sealed class PictureExplainer(
    ImageDecoder decoder, ITextDetector detector, IRegionEmbedder embedder, WordDescriber describer, ConceptEncoder concepts,
    ModelPack pack)
{
    private const int MostReadings = 3;
    private const int MostConcepts = 4;

    /// <summary>Explains the words of a file, the most certain regions first.</summary>
    /// <param name="file">Path of the picture.</param>
    /// <param name="isWord">Whether the whole picture is one word.</param>
    /// <param name="minScore">Smallest score of the detector; <see langword="null"/>: the pack's for words.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UsageException">The file cannot be read as a picture.</exception>
    public async Task<IReadOnlyList<ExplainedWord>> ExplainAsync(
        string file, bool isWord, double? minScore, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new UsageException($"There is no file '{file}'.");
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{file}: {decoded.Rejection.Message}");
        using var picture = decoded.Image;
        var regions = await FindAsync(picture, isWord, minScore ?? pack.Description.Detector.DisplayThreshold, cancellationToken);
        using var embeddings = await embedder.EmbedAsync(picture, regions, cancellationToken);
        var words = describer.Describe(picture, regions, embeddings);
        return [.. words.Index().OrderByDescending(word => word.Item.DetectionScore)
            .Select(word => Explain(word.Item, regions[word.Index].Quad.Scale(picture.ScaleToSource)))];
    }

    private async Task<List<TextRegion>> FindAsync(DecodedImage picture, bool isWord, double minScore, CancellationToken cancellationToken)
    {
        var regions = new List<TextRegion>();
        if (isWord)
        {
            regions.Add(new TextRegion(Quad.FromRectangle(0, 0, picture.Width, picture.Height), 1));
            return regions;
        }

        await detector.DetectAsync(picture, regions, cancellationToken);
        regions.RemoveAll(region => region.IsAlternative || region.Score < minScore);
        return regions;
    }

    private ExplainedWord Explain(WordRecord word, Quad quad)
    {
        var readings = new List<Reading>();
        new ReadingDecoder().Decode(word.Posteriors.Span, readings);
        var meanings = word.Concept.IsEmpty ? [] : concepts.Nearest(word.Concept.Span, MostConcepts);
        return new ExplainedWord(
            word.Transcription,
            [.. readings.Take(MostReadings)],
            [.. meanings.Select(match => new ExplainedConcept(match.Concept.Names[0], match.Concept.Gloss, match.Similarity))],
            word.DetectionScore,
            [.. new[] { quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft }.Select(ToArray)]);
    }

    private static float[] ToArray(Vector2 corner) => [corner.X, corner.Y];
}
