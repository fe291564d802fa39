using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Finds copies of a picture, resized or recompressed ones too. Safe for concurrent use.</summary>
public sealed class Lookalikes(IVectorStore store)
{
    /// <summary>Pictures that look like this one, without itself; of a picture that was never decoded none.</summary>
    /// <param name="tenant">Whose pictures.</param>
    /// <param name="imageId">The picture.</param>
    /// <param name="distance">Most differing bits of the perceptual hashes, 0..7.</param>
    /// <param name="limit">1..1000 pictures.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Nearest first, or <see langword="null"/> when the picture was never announced.</returns>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<DuplicateList?> FindAsync(
        string tenant, string imageId, int distance, int limit, CancellationToken cancellationToken)
    {
        if (!SearchRules.IsKey(tenant, imageId))
            return null;
        var key = new ImageKey(tenant, imageId);
        var records = await store.GetImagesAsync([key], cancellationToken).ConfigureAwait(false);
        if (records.Count == 0)
            return null;
        if (records[0] is not { Status: ImageStatus.Indexed, PerceptualHash: { } look } image)
            return new DuplicateList { Duplicates = [] };
        // One more: the picture itself is among them.
        var most = Math.Min(limit + 1, 1000);
        var alike = await store.FindLookalikesAsync(tenant, look, distance, most, cancellationToken).ConfigureAwait(false);
        var others = alike.Where(found => found.Image != key).Take(limit).ToList();
        var found = await store.GetImagesAsync([.. others.Select(other => other.Image)], cancellationToken).ConfigureAwait(false);
        var hashes = found.ToDictionary(record => record.Key, record => record.ContentHash);
        return new DuplicateList
        {
            Duplicates =
            [
                .. others.Where(other => hashes.ContainsKey(other.Image)).Select(other => new Duplicate
                {
                    ImageId = other.Image.ImageId,
                    Distance = other.Distance,
                    IsIdentical = image.ContentHash is { } hash && hashes[other.Image] == hash,
                }),
            ],
        };
    }
}
