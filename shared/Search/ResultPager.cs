using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>
/// One page of a ranking: what was not shown yet, was there when the first page was made, and still is. Safe for concurrent use.
/// </summary>
internal sealed class ResultPager(IVectorStore store)
{
    private const int SmallestRead = 64;
    private const int MostTags = 100;

    /// <summary>Reads the records of the best pictures until the page is full, and notes them in the cursor.</summary>
    /// <returns>The page, and whether another one follows.</returns>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<(List<(FusedImage Found, ImageRecord Image)> Page, bool HasMore)> ReadAsync(
        IReadOnlyList<FusedImage> ranking, int top, SearchCursor cursor, CancellationToken cancellationToken)
    {
        using var span = SearchTelemetry.Start("describe");
        var page = new List<(FusedImage, ImageRecord)>();
        foreach (var part in ranking.Where(found => !cursor.WasShown(found.Image.ImageId)).Chunk(Math.Max(SmallestRead, top + 1)))
        {
            var records = await ReadAsync(part, cancellationToken).ConfigureAwait(false);
            foreach (var found in part)
            {
                if (!records.TryGetValue(found.Image, out var image) || !IsShown(image, cursor))
                    continue;
                if (page.Count == top)
                    return (page, true);
                page.Add((found, image));
                cursor.Show(image.Key.ImageId);
            }
        }

        return (page, false);
    }

    /// <summary>How many of all pictures found carry each tag.</summary>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<TagCount>> CountTagsAsync(
        IReadOnlyList<FusedImage> ranking, SearchCursor cursor, CancellationToken cancellationToken)
    {
        var records = await ReadAsync(ranking, cancellationToken).ConfigureAwait(false);
        return
        [
            .. records.Values.Where(image => IsShown(image, cursor)).SelectMany(static image => image.Tags.Distinct(StringComparer.Ordinal))
                .CountBy(static tag => tag, StringComparer.Ordinal)
                .OrderByDescending(static tag => tag.Value).ThenBy(static tag => tag.Key, StringComparer.Ordinal).Take(MostTags)
                .Select(static tag => new TagCount { Tag = tag.Key, Images = tag.Value }),
        ];
    }

    /// <summary>A picture may have been announced anew or deleted since its words were found.</summary>
    private static bool IsShown(ImageRecord image, SearchCursor cursor) =>
        image.Status == ImageStatus.Indexed && (!cursor.IsContinued || image.UpdatedAt <= cursor.AsOf);

    private async Task<Dictionary<ImageKey, ImageRecord>> ReadAsync(IEnumerable<FusedImage> found, CancellationToken cancellationToken)
    {
        var records = await store.GetImagesAsync([.. found.Select(static image => image.Image)], cancellationToken).ConfigureAwait(false);
        return records.ToDictionary(static record => record.Key);
    }
}
