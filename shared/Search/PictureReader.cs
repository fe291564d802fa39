using System.Numerics;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Search;

/// <summary>
/// The words of a picture that is given as a question: the same networks as the write path, nothing is stored. Safe for concurrent use.
/// </summary>
public sealed class PictureReader(ImageDecoder decoder, ITextDetector detector, IRegionEmbedder embedder, ConceptEncoder concepts)
{
    /// <summary>Words of a picture that are asked for, the most certain ones: each costs two searches.</summary>
    private const int MostWords = 8;

    /// <summary>A region that fills this much of the picture makes it the crop of a word.</summary>
    private const float CropShare = 0.3f;

    /// <summary>A picture without a region is the crop of a word when it is at least so many times as wide as high.</summary>
    private const float CropAspect = 1.5f;

    /// <summary>And no higher, in pixels.</summary>
    private const int CropHeight = 256;

    /// <summary>Regions that overlap more than this show the same word.</summary>
    private const float SameWord = 0.3f;

    /// <summary>Pictures in hand at a time: each may take the memory of a decoded photograph.</summary>
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    /// <summary>Reads a picture.</summary>
    /// <returns>Its words; of a crop the whole picture is one. Empty when no text was found.</returns>
    /// <exception cref="InvalidQueryException">The bytes are no picture that can be read.</exception>
    internal async Task<IReadOnlyList<AskedWord>> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await Turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadInTurnAsync(content, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Turns.Release();
        }
    }

    private async Task<IReadOnlyList<AskedWord>> ReadInTurnAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var decoded = await Task.Run(() => decoder.Decode(content), cancellationToken).ConfigureAwait(false);
        if (!decoded.IsDecoded)
            throw new InvalidQueryException($"The picture cannot be searched with: {decoded.Rejection.Message}");
        using var picture = decoded.Image;
        var found = new List<TextRegion>();
        await detector.DetectAsync(picture, found, cancellationToken).ConfigureAwait(false);
        var regions = Choose(picture, found);
        using var embeddings = await embedder.EmbedAsync(picture, regions, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, embeddings.Count).Select(i => Describe(embeddings, i))];
    }

    private static List<TextRegion> Choose(DecodedImage picture, List<TextRegion> found)
    {
        var chosen = new List<TextRegion>();
        foreach (var region in found.OrderByDescending(static region => region.Score * MathF.Sqrt(AreaOf(region.Quad))))
            if (chosen.Count < MostWords && chosen.TrueForAll(other => Overlap(other.Quad, region.Quad) < SameWord))
                chosen.Add(region);
        var area = (float)picture.Width * picture.Height;
        var mayBeWord = picture.Width >= CropAspect * picture.Height && picture.Height <= CropHeight;
        if ((chosen.Count == 0 && mayBeWord) || chosen.Exists(region => AreaOf(region.Quad) > CropShare * area))
            chosen = [new TextRegion(Quad.FromRectangle(0, 0, picture.Width, picture.Height), 1), .. chosen.Take(1)];
        return chosen;
    }

    private AskedWord Describe(RegionEmbeddings embeddings, int region)
    {
        var meaning = new float[concepts.Dimension];
        var posteriors = embeddings.Posteriors(region).Span;
        var hasMeaning = concepts.TryEncode(embeddings.Concept(region).Span, posteriors, meaning);
        return new AskedWord(CtcDecoder.Decode(posteriors).Text, embeddings.Lexical(region).ToArray(), hasMeaning ? meaning : []);
    }

    private static float AreaOf(Quad quad) =>
        Vector2.Distance(quad.TopLeft, quad.TopRight) * Vector2.Distance(quad.TopLeft, quad.BottomLeft);

    private static float Overlap(Quad a, Quad b)
    {
        var (left1, top1, right1, bottom1) = Box(a);
        var (left2, top2, right2, bottom2) = Box(b);
        var width = MathF.Min(right1, right2) - MathF.Max(left1, left2);
        var height = MathF.Min(bottom1, bottom2) - MathF.Max(top1, top2);
        var smaller = MathF.Min((right1 - left1) * (bottom1 - top1), (right2 - left2) * (bottom2 - top2));
        return width <= 0 || height <= 0 ? 0 : width * height / smaller;
    }

    private static (float Left, float Top, float Right, float Bottom) Box(Quad quad) => (
        MathF.Min(MathF.Min(quad.TopLeft.X, quad.TopRight.X), MathF.Min(quad.BottomLeft.X, quad.BottomRight.X)),
        MathF.Min(MathF.Min(quad.TopLeft.Y, quad.TopRight.Y), MathF.Min(quad.BottomLeft.Y, quad.BottomRight.Y)),
        MathF.Max(MathF.Max(quad.TopLeft.X, quad.TopRight.X), MathF.Max(quad.BottomLeft.X, quad.BottomRight.X)),
        MathF.Max(MathF.Max(quad.TopLeft.Y, quad.TopRight.Y), MathF.Max(quad.BottomLeft.Y, quad.BottomRight.Y)));
}
