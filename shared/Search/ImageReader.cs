using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Reads one picture with its words. Safe for concurrent use.</summary>
public sealed class ImageReader(IVectorStore store)
{
    /// <summary>The picture as it is now, whatever became of it, or <see langword="null"/> when it was never announced.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<ImageView?> ReadAsync(string tenant, string imageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(imageId);
        if (!SearchRules.IsKey(tenant, imageId))
            return null;
        var key = new ImageKey(tenant, imageId);
        var image = await FindAsync(key, cancellationToken).ConfigureAwait(false);
        while (image is not null)
        {
            // Record and words are two reads: between them a newer version may have come, whose words do not belong to the record.
            var words = await store.GetWordsAsync(key, cancellationToken).ConfigureAwait(false);
            var again = await FindAsync(key, cancellationToken).ConfigureAwait(false);
            if (again is not null && again.Version == image.Version && again.Status == image.Status)
                return Describe(image, words);
            image = again;
        }

        return null;
    }

    private async Task<ImageRecord?> FindAsync(ImageKey key, CancellationToken cancellationToken)
    {
        var records = await store.GetImagesAsync([key], cancellationToken).ConfigureAwait(false);
        return records.Count > 0 ? records[0] : null;
    }

    private static ImageView Describe(ImageRecord image, IReadOnlyList<StoredWord> words) => new()
    {
        ImageId = image.Key.ImageId,
        Tenant = image.Key.Tenant,
        Version = image.Version,
        Status = ImageStatusNames.Of(image.Status),
        Reason = image.RejectedReason,
        Uri = image.Uri,
        Sha256 = image.ContentHash,
        Width = image.Width,
        Height = image.Height,
        SizeBytes = image.SizeBytes,
        Tags = image.Tags,
        Metadata = image.Metadata,
        ModelVersion = image.ModelVersion,
        UpdatedAt = image.UpdatedAt,
        Words = [.. words.Select(word => Describe(image, word))],
    };

    private static WordView Describe(ImageRecord image, StoredWord word) => new()
    {
        Text = word.Transcription,
        Confidence = word.Confidence,
        DetectionScore = word.DetectionScore,
        Polygon = Polygon.Fractions(word.Quad),
        PolygonPixels = Polygon.Pixels(word.Quad, image),
    };
}
