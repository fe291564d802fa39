using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Indexing.Ingest.Http;

/// <summary><c>GET /v1/images/{id}/thumbnail</c>: a small upright copy of an indexed picture.</summary>
internal static class PictureThumbnail
{
    public const int SmallestSize = 32;
    public const int LargestSize = 1024;
    public const int DefaultSize = 320;

    public static async Task<IResult> GetAsync(HttpContext context, IVectorStore store, Thumbnails thumbnails)
    {
        var size = (int)(RequestValues.Number(context, "size", SmallestSize, LargestSize) ?? DefaultSize);
        var key = RequestValues.Key(context);
        var records = await store.GetImagesAsync([key], context.RequestAborted).ConfigureAwait(false);
        if (records.Count == 0 || records[0].Status != ImageStatus.Indexed)
            return IngestProblem.Unknown(key);
        // The picture under an id may be replaced, and keys may be withdrawn: kept by the browser, but asked about each time.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var tag = records[0].ContentHash is { } hash ? new EntityTagHeaderValue($"\"{hash}-{size}\"") : null;
        if (ConditionalRequest.IsUnchanged(context, tag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return await thumbnails.MakeAsync(records[0], size, context.RequestAborted).ConfigureAwait(false) switch
        {
            { Content: { } jpeg } => Results.Bytes(jpeg, "image/jpeg", entityTag: tag),
            var none => PictureContent.NoContent(context, none.Rejection!.Detail),
        };
    }
}
