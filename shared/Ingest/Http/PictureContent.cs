using Indexing.BlobStore;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Indexing.Ingest.Http;

/// <summary><c>GET /v1/images/{id}/content</c>: the picture of an indexed image, read through the blob store and its rules.</summary>
internal static class PictureContent
{
    public static async Task<IResult> GetAsync(HttpContext context, IVectorStore store, IEnumerable<IBlobStore> blobStores)
    {
        var key = RequestValues.Key(context);
        var records = await store.GetImagesAsync([key], context.RequestAborted).ConfigureAwait(false);
        if (records.Count == 0 || records[0].Status != ImageStatus.Indexed)
            return IngestProblem.Unknown(key);
        var tag = records[0].ContentHash is { } hash ? new EntityTagHeaderValue($"\"{hash}\"") : null;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (ConditionalRequest.IsUnchanged(context, tag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (!Uri.TryCreate(records[0].Uri, UriKind.Absolute, out var uri)
            || blobStores.FirstOrDefault(blobs => blobs.CanOpen(uri)) is not { } blob)
            return NoContent(context, "The picture was not kept: it was sent inline.");
        var opened = await blob.OpenAsync(uri, context.RequestAborted).ConfigureAwait(false);
        if (opened.Content is not { } content)
            return NoContent(context, "The picture is no longer there, or outside of the folders that may be read (serve --root).");
        context.Response.RegisterForDisposeAsync(content);
        return await SendAsync(context, content, opened.Length, tag).ConfigureAwait(false);
    }

    /// <summary>A picture that comes over the network cannot be rewound: what was read to tell its type is sent first.</summary>
    private static async Task<IResult> SendAsync(HttpContext context, Stream content, long? size, EntityTagHeaderValue? tag)
    {
        var header = new byte[PictureMediaType.HeaderLength];
        var length = await content.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, context.RequestAborted)
            .ConfigureAwait(false);
        if (PictureMediaType.Of(header.AsSpan(0, length)) is not { } mediaType)
            return NoContent(context, "What is there now is no picture.");
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(SendAsync, mediaType, entityTag: tag);

        async Task SendAsync(Stream body)
        {
            context.Response.ContentLength = size;
            await body.WriteAsync(header.AsMemory(0, length), context.RequestAborted).ConfigureAwait(false);
            await content.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>The picture is known, but its file cannot be had.</summary>
    public static IResult NoContent(HttpContext context, string detail)
    {
        context.Response.Headers.CacheControl = "no-store";
        return IngestProblem.Create(StatusCodes.Status404NotFound, "no_content", detail);
    }
}
