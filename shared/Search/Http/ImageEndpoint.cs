using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary><c>GET /v1/images/{id}</c>: what the index knows of a picture.</summary>
internal static class ImageEndpoint
{
    public static async Task<IResult> GetAsync(HttpContext context, ImageReader images)
    {
        var imageId = RequestValues.ImageId(context);
        return await images.ReadAsync(RequestValues.Tenant(context), imageId, context.RequestAborted).ConfigureAwait(false) is { } image
            ? Results.Ok(image)
            : SearchProblem.Unknown(imageId);
    }
}
