using System.Buffers.Text;
using System.Text;
using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Lists pictures and what became of them. Safe for concurrent use.</summary>
public sealed class ImageListing(IVectorStore store)
{
    /// <summary>A page of pictures in ascending order of their ids.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="status">Only of this status; <see langword="null"/>: all, deleted ones too.</param>
    /// <param name="cursor"><see cref="ImagePage.NextCursor"/> of the page before, or <see langword="null"/>.</param>
    /// <param name="limit">1..1000 pictures.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="InvalidQueryException">The cursor is none of this service, or no tenant can be named so.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    public async Task<ImagePage> ListAsync(
        string tenant, ImageStatus? status, string? cursor, int limit, CancellationToken cancellationToken)
    {
        SearchRules.CheckTenant(tenant);
        var after = cursor is null ? null : Decode(tenant, cursor);
        var records = await store.ListImagesAsync(tenant, status, after, limit, cancellationToken).ConfigureAwait(false);
        return new ImagePage
        {
            Images = [.. records.Select(Describe)],
            NextCursor = records.Count == limit ? Encode(records[^1].Key.ImageId) : null,
        };
    }

    private static string Encode(string imageId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(imageId));

    private static string Decode(string tenant, string cursor)
    {
        try
        {
            var imageId = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            // Bytes that are no UTF-8 decode to something else than was given out.
            if (SearchRules.IsKey(tenant, imageId) && Encode(imageId) == cursor)
                return imageId;
        }
        catch (FormatException)
        {
        }

        throw new InvalidQueryException("The cursor is not one that this service gave; leave it out to begin at the first page.");
    }

    private static ImageStatusView Describe(ImageRecord record) => new()
    {
        ImageId = record.Key.ImageId,
        Tenant = record.Key.Tenant,
        Version = record.Version,
        Status = ImageStatusNames.Of(record.Status),
        Words = record.WordCount,
        Reason = record.RejectedReason,
    };
}
