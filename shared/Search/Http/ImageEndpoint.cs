using Indexing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Search.Http;

/// <summary><c>GET /v1/images/{id}</c>: what the index knows of a picture.</summary>
internal static class ImageEndpoint
{
    private const string DefaultTenant = "default";

    public static async Task<IResult> GetAsync(HttpContext context, ImageReader images)
    {
        var imageId = ImageAddress.ReadId(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
        var tenant = context.Request.Query["tenant"].FirstOrDefault() ?? DefaultTenant;
        return await images.ReadAsync(tenant, imageId, context.RequestAborted).ConfigureAwait(false) is { } image
            ? Results.Ok(image)
            : SearchProblem.Create(StatusCodes.Status404NotFound, "unknown_image", $"No picture '{imageId}' was announced.");
    }
}
