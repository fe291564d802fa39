using System.Numerics.Tensors;
using Indexing.VectorStore;

namespace Indexing.Search.Localisation;

/// <summary>The words of one picture, to be compared with a word that is asked for. Safe for concurrent use.</summary>
public sealed class PictureWords
{
    private const int MostWords = 1000;
    private readonly Func<float[], CancellationToken, Task<IReadOnlyList<WordHit>>> _nearest;

    private PictureWords(ImageKey image, int width, int height, Func<float[], CancellationToken, Task<IReadOnlyList<WordHit>>> nearest) =>
        (Image, Width, Height, _nearest) = (image, width, height, nearest);

    /// <summary>The picture.</summary>
    public ImageKey Image { get; }

    /// <summary>Width of the upright picture in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the upright picture in pixels.</summary>
    public int Height { get; }

    /// <summary>The words of an indexed picture, which stay in the store.</summary>
    public static PictureWords Stored(IVectorStore store, ImageRecord image)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        var filter = new ImageFilter { ImageIds = [image.Key.ImageId] };
        return new PictureWords(image.Key, image.Width, image.Height, (vector, cancellationToken) => store.SearchWordsAsync(
            new WordSearch { Tenant = image.Key.Tenant, Vector = vector, Limit = MostWords, Filter = filter }, cancellationToken));
    }

    /// <summary>The words of a picture that was just read.</summary>
    /// <param name="image">The picture; need not be in any index.</param>
    /// <param name="width">Width of the upright picture in pixels.</param>
    /// <param name="height">Height of the upright picture in pixels.</param>
    /// <param name="words">Its words, whose vectors stay the caller's and must live as long as this.</param>
    public static PictureWords Read(ImageKey image, int width, int height, IReadOnlyList<WordRecord> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new PictureWords(image, width, height, (vector, _) => Task.FromResult<IReadOnlyList<WordHit>>(
            [.. words.Select(word => new WordHit(Describe(image, word), TensorPrimitives.Dot(word.Lexical.Span, vector)))]));
    }

    /// <summary>The words with their cosine to a spelling vector.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    internal Task<IReadOnlyList<WordHit>> NearestAsync(float[] spelling, CancellationToken cancellationToken) =>
        _nearest(spelling, cancellationToken);

    private static StoredWord Describe(ImageKey image, WordRecord word) => new(
        image, word.RegionIndex, word.Quad, word.Transcription, word.Confidence, word.DetectionScore, word.Posteriors);
}
