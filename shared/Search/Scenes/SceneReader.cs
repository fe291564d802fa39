using Indexing.VectorStore;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Scenes;

/// <summary>Reads what a picture of the index shows. Safe for concurrent use.</summary>
public sealed class SceneReader(IVectorStore store, SentenceModels models)
{
    /// <summary>The picture with its scene vector, or <see langword="null"/> when it was never announced or is deleted.</summary>
    /// <exception cref="SentencePackMissingException">The index was made without a sentence pack.</exception>
    /// <exception cref="NoSceneException">It waits, was rejected, or was read before the index had a sentence pack.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<IndexedScene?> ReadAsync(string tenant, string imageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(imageId);
        // Without a pack no picture has a scene; says so whether there is such a picture or not.
        _ = models.Pack;
        if (!SearchRules.IsKey(tenant, imageId))
            return null;
        var key = new ImageKey(tenant, imageId);
        var records = await store.GetImagesAsync([key], cancellationToken).ConfigureAwait(false);
        if (records is not [{ Status: not ImageStatus.Deleted } image, ..])
            return null;
        var vector = await store.GetSceneAsync(key, cancellationToken).ConfigureAwait(false);
        return vector.IsEmpty ? throw new NoSceneException(WhyNone(image)) : new IndexedScene(image, vector);
    }

    private static string WhyNone(ImageRecord image) => image.Status switch
    {
        ImageStatus.Pending => $"Picture '{image.Key.ImageId}' still waits to be read; ask again later.",
        ImageStatus.Rejected => $"Picture '{image.Key.ImageId}' was rejected ({image.RejectedReason}): nothing is known of what it shows.",
        _ => $"Picture '{image.Key.ImageId}' was read by {image.ModelVersion ?? "a model"}, for its words only. "
            + "Announce it again to a generation with a sentence pack, or make one: indexing models migrate.",
    };
}
