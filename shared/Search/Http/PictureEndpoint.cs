using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Indexing.Search.Http;

/// <summary><c>POST /v1/search/picture</c>: pictures that show what the picture in the body shows.</summary>
internal static class PictureEndpoint
{
    private static readonly string[] MediaTypes = ["image/jpeg", "image/png", "image/webp", "application/octet-stream"];

    public static async Task<IResult> PostAsync(HttpContext context, PictureSearch search, IOptions<SearchOptions> options)
    {
        var mediaType = context.Request.ContentType?.Split(';')[0].Trim();
        if (!MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
        {
            return SearchProblem.Create(
                StatusCodes.Status415UnsupportedMediaType, "not_a_picture", "Send the file itself as image/jpeg, image/png or image/webp.");
        }

        var query = new PictureQuery
        {
            Tenant = RequestValues.Tenant(context),
            Top = RequestValues.Integer(context, "top", 1, 1000, 20),
            MinScore = RequestValues.Score(context, "minScore"),
            Content = await ReadAsync(context, options.Value.MaxPictureBytes).ConfigureAwait(false),
        };
        return Results.Ok(await search.SearchAsync(query, context.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxBytes)
    {
        var announced = context.Request.ContentLength;
        if (announced > maxBytes)
            throw TooLarge(maxBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        // Not the announced size at once: a header is no picture yet.
        using var content = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(content, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(maxBytes);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static BadHttpRequestException TooLarge(int maxBytes) =>
        new($"The picture may have at most {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
}
