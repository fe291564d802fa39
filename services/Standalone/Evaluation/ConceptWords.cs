using System.Numerics;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Evaluation;

/// <summary>Reads word images, as they are or degraded, and says what every method makes of those that have a concept.</summary>
internal sealed class ConceptWords(ImageDecoder decoder, IRegionEmbedder embedder, ConceptEncoder encoder, ConceptLexicon lexicon)
{
    private const int Columns = 10;
    private const int CellWidth = 128;
    private const int CellHeight = 32;

    /// <summary>The nouns that came with the program; no training has seen them, nor the fonts that they are drawn in.</summary>
    public async Task<List<ConceptWord>> ReadSyntheticAsync(bool degraded, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "evaluation");
        var texts = await File.ReadAllLinesAsync(Path.Combine(folder, "concept_words.txt"), cancellationToken);
        var words = new List<ConceptWord>();
        for (int number = 1, done = 0; done < texts.Length; number++)
        {
            using var picture = await DecodeAsync(Path.Combine(folder, $"concept_words_{number}.png"), cancellationToken);
            var count = Math.Min(texts.Length - done, Columns * (picture.Height / CellHeight));
            var quads = Enumerable.Range(0, count)
                .Select(i => Quad.FromRectangle(i % Columns * CellWidth, i / Columns * CellHeight, CellWidth, CellHeight)).ToList();
            words.AddRange(await ReadAsync(picture, quads, texts.AsMemory(done, count), degraded, cancellationToken));
            done += count;
        }

        return words;
    }

    /// <summary>The word crops of a set.</summary>
    public async Task<List<ConceptWord>> ReadAsync(EvaluationSet set, bool degraded, CancellationToken cancellationToken)
    {
        var words = new List<ConceptWord>();
        foreach (var image in set.Images.Where(image => lexicon.ConceptsOf(ProtocolText.Normalize(image.Text ?? "")).Count > 0))
        {
            using var picture = await DecodeAsync(Path.Combine(set.ImageDirectory, image.Image), cancellationToken);
            Quad[] whole = [Quad.FromRectangle(0, 0, picture.Width, picture.Height)];
            words.AddRange(await ReadAsync(
                picture, whole, new[] { ProtocolText.Normalize(image.Text!) }, degraded, cancellationToken));
        }

        return words;
    }

    private async Task<DecodedImage> DecodeAsync(string file, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        return decoded.IsDecoded ? decoded.Image : throw new UsageException($"{file}: {decoded.Rejection.Message}");
    }

    private async Task<List<ConceptWord>> ReadAsync(
        DecodedImage picture, IReadOnlyList<Quad> quads, ReadOnlyMemory<string> texts, bool degraded, CancellationToken cancellationToken)
    {
        if (!degraded)
            return await EmbedAsync(picture, quads, texts, cancellationToken);
        var scale = Math.Min(1, DegradedPicture.WordHeight / quads[0].RectifiedHeight);
        using var worse = DegradedPicture.Of(picture, scale);
        var smaller = new Vector2((float)worse.Width / picture.Width, (float)worse.Height / picture.Height);
        return await EmbedAsync(worse, [.. quads.Select(quad => quad.Scale(smaller))], texts, cancellationToken);
    }

    private async Task<List<ConceptWord>> EmbedAsync(
        DecodedImage picture, IReadOnlyList<Quad> quads, ReadOnlyMemory<string> texts, CancellationToken cancellationToken)
    {
        using var embeddings = await embedder.EmbedAsync(picture, [.. quads.Select(quad => new TextRegion(quad, 1))], cancellationToken);
        var words = new List<ConceptWord>(embeddings.Count);
        for (var i = 0; i < embeddings.Count; i++)
        {
            var (direct, posteriors) = (embeddings.Concept(i), embeddings.Posteriors(i));
            var combined = new float[encoder.Dimension];
            var hasMeaning = encoder.TryEncode(direct.Span, posteriors.Span, combined);
            var text = texts.Span[i];
            var reading = ProtocolText.Normalize(CtcDecoder.Decode(posteriors.Span).Text);
            words.Add(new ConceptWord(text, lexicon.ConceptsOf(text), hasMeaning ? combined : [], direct.ToArray(), reading));
        }

        return words;
    }
}
