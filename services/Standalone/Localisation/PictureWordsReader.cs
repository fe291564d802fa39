using Indexing.Ingest;
using Indexing.Search.Localisation;
using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;

namespace Indexing.Standalone.Localisation;

/// <summary>Reads the words of a picture that need not be in any index. Safe for concurrent use.</summary>
internal sealed class PictureWordsReader(ITextDetector detector, IRegionEmbedder embedder, WordDescriber describer)
{
    /// <summary>Reads the words and uses them; they are gone when this returns.</summary>
    /// <param name="picture">The picture; stays the caller's.</param>
    /// <param name="use">What is done with the words.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<T> ReadAsync<T>(DecodedImage picture, Func<PictureWords, Task<T>> use, CancellationToken cancellationToken)
    {
        var regions = new List<TextRegion>();
        await detector.DetectAsync(picture, regions, cancellationToken);
        using var embeddings = await embedder.EmbedAsync(picture, regions, cancellationToken);
        var words = describer.Describe(picture, regions, embeddings);
        return await use(PictureWords.Read(new ImageKey("default", "picture"), picture.SourceWidth, picture.SourceHeight, words));
    }
}
