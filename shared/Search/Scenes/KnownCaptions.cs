using Indexing.VectorStore;

namespace Indexing.Search.Scenes;

/// <summary>Captions of pictures that look alike, as they were announced. Safe for concurrent use.</summary>
public sealed class KnownCaptions(IVectorStore store)
{
    /// <summary>Metadata that holds one sentence about a picture.</summary>
    private const string CaptionKey = "caption";

    /// <summary>Metadata that holds several, one a line.</summary>
    private const string CaptionsKey = "captions";

    /// <summary>Pictures whose captions are borrowed: 250 sentences where each has five.</summary>
    private const int Neighbors = 50;

    /// <summary>The captions of the pictures whose scenes are nearest.</summary>
    /// <param name="tenant">Whose pictures.</param>
    /// <param name="scene">Scene vector of unit length.</param>
    /// <param name="imageId">The picture itself, whose own captions are left out; <see langword="null"/>: it is not in the index.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>
    /// Each sentence once, those of the nearest picture first; at most <see cref="CaptionRanker.MostCaptions"/>. Empty when no neighbour
    /// was announced with a caption.
    /// </returns>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<KnownCaption>> FindAsync(
        string tenant, ReadOnlyMemory<float> scene, string? imageId, CancellationToken cancellationToken)
    {
        // One more: the picture itself is among them.
        var search = new SceneSearch { Tenant = tenant, Vector = scene, Limit = Neighbors + 1 };
        var near = await store.SearchScenesAsync(search, cancellationToken).ConfigureAwait(false);
        var others = near.Select(static hit => hit.Image).Where(image => image.ImageId != imageId).Take(Neighbors).ToList();
        if (others.Count == 0)
            return [];
        var records = await store.GetImagesAsync(others, cancellationToken).ConfigureAwait(false);
        var byKey = records.ToDictionary(static record => record.Key);
        return
        [
            .. others.Where(byKey.ContainsKey).SelectMany(image => CaptionsOf(byKey[image]))
                .DistinctBy(static known => known.Caption).Take(CaptionRanker.MostCaptions),
        ];
    }

    private static IEnumerable<KnownCaption> CaptionsOf(ImageRecord image)
    {
        var several = image.Metadata.GetValueOrDefault(CaptionsKey)?.Split('\n') ?? [];
        return several.Prepend(image.Metadata.GetValueOrDefault(CaptionKey) ?? "")
            .Select(static caption => caption.Trim())
            .Where(static caption => caption.Length > 0)
            .Select(caption => new KnownCaption(caption, image.Key.ImageId));
    }
}
