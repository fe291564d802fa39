using Indexing.BlobStore;
using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest;

/// <summary>
/// Makes small upright JPEG copies of indexed pictures, a few at a time, and keeps the last ones in memory. Safe for concurrent use.
/// </summary>
public sealed class Thumbnails : IDisposable
{
    /// <summary>Decoding occupies a core; what waits here holds no picture in memory.</summary>
    private const int MostAtATime = 4;

    private readonly ImageFetcher _fetcher;
    private readonly ImageDecodingOptions _limits;
    private readonly ThumbnailCache _cache;
    private readonly SemaphoreSlim _turns = new(Math.Clamp(Environment.ProcessorCount / 2, 1, MostAtATime));

    /// <summary>Creates an empty cache.</summary>
    public Thumbnails(ImageFetcher fetcher, IOptions<ImageDecodingOptions> limits, IOptions<IngestOptions> options)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(options);
        (_fetcher, _limits) = (fetcher, limits.Value);
        _cache = new ThumbnailCache(options.Value.ThumbnailCacheBytes);
    }

    /// <summary>A copy whose longer side has at most <paramref name="size"/> pixels; a smaller picture is not enlarged.</summary>
    /// <returns>The JPEG file, or why there is none: the picture was not kept, is gone, or was changed since it was indexed.</returns>
    /// <exception cref="BlobStoreException">The blob store failed.</exception>
    public async Task<Thumbnail> MakeAsync(ImageRecord image, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_cache.Find(image.ContentHash, size) is { } known)
            return new Thumbnail(known, null);
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever waited before may have asked for the same one.
            if (_cache.Find(image.ContentHash, size) is { } made)
                return new Thumbnail(made, null);
            // Other bytes than the indexed ones are refused: what is kept under a hash is shown to every owner of such a picture.
            var source = new ImageSource { Uri = image.Uri, Sha256 = image.ContentHash };
            using var fetched = await _fetcher.FetchAsync(source, cancellationToken).ConfigureAwait(false);
            return fetched.Rejection is { } rejection ? new Thumbnail(null, rejection) : Encode(fetched, size);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private Thumbnail Encode(FetchedImage fetched, int size)
    {
        var decoder = new ImageDecoder(Options.Create(new ImageDecodingOptions
        {
            MaxSide = size,
            MaxBytes = _limits.MaxBytes,
            MaxPixels = _limits.MaxPixels,
            MinSide = _limits.MinSide,
        }));
        var decoded = decoder.Decode(fetched.Content);
        if (!decoded.IsDecoded)
            return new Thumbnail(null, new IngestRejection(decoded.Rejection.Code, decoded.Rejection.Message));
        using var image = decoded.Image;
        var jpeg = PictureEncoder.Encode(image.Pixels, image.Width, image.Height, PictureEncoding.Jpeg);
        _cache.Keep(fetched.Sha256, size, jpeg);
        return new Thumbnail(jpeg, null);
    }
}
