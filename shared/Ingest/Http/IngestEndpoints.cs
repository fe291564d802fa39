using Indexing.Contracts;
using Indexing.Http;
using Indexing.Ingest.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Ingest.Http;

/// <summary>The ingest API: announce, upload, follow, show and forget pictures.</summary>
public static class IngestEndpoints
{
    /// <summary>A picture of the largest size over a line of 1 MBit/s.</summary>
    private const int UploadTimeoutMs = 5 * 60 * 1000;

    /// <summary>
    /// Maps the endpoints below <c>/v1/images</c>. The host adds <c>AddIngest</c>, <c>AddImageAnnouncer</c>, a bus and the policies of
    /// <see cref="ApiRoles"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapIngestEndpoints(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/v1").WithTags("pictures").AddEndpointFilter(IngestProblem.FilterAsync);

        images.MapPost("/images", AnnounceAsync)
            .RequireAuthorization(ApiRoles.Ingest)
            .Describe("announceImage", "Announces a picture: by address, or inside the request when it is small.")
            .Takes<IngestImageRequest>("application/json")
            .Produces<ImageStatusView>(StatusCodes.Status202Accepted)
            .Problems(400, 403, 413, 415, 503);

        images.MapPut("/images/{imageId}/content", PictureUpload.PutAsync)
            .RequireAuthorization(ApiRoles.Ingest)
            .WithMetadata(new RequestTimeoutAttribute(UploadTimeoutMs))
            .Describe("uploadImage", "Uploads a picture: the body is the file.")
            .WithParameters(
                EndpointParameters.ImageId(), EndpointParameters.Tenant(),
                EndpointParameters.Integer(
                    "version", "Monotonic version; absent: the service assigns a newer one than it knows.", 0, long.MaxValue),
                EndpointParameters.Texts("tag", "Searchable tag, 1..128 characters; may be repeated, at most 64 times."))
            .Takes<Stream>("image/jpeg", "image/png", "image/webp", "application/octet-stream")
            .Produces<ImageStatusView>(StatusCodes.Status202Accepted)
            .Problems(400, 403, 413, 415, 503);

        images.MapGet("/images/{imageId}/status", GetStatusAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("getImageStatus", "What became of a picture.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
            .Produces<ImageStatusView>()
            .Problems(403, 404, 503);

        images.MapGet("/images/{imageId}/content", PictureContent.GetAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("getImageContent", "The file of an indexed picture, as it was announced.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant(), EndpointParameters.IfNoneMatch())
            .Produces<Stream>(StatusCodes.Status200OK, "image/jpeg", "image/png", "image/webp")
            .Produces(StatusCodes.Status304NotModified)
            .Problems(403, 404, 503);

        images.MapGet("/images/{imageId}/thumbnail", PictureThumbnail.GetAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("getImageThumbnail", "A small upright copy of an indexed picture.")
            .WithParameters(
                EndpointParameters.ImageId(), EndpointParameters.Tenant(),
                EndpointParameters.Integer(
                    "size", "Longer side in pixels; a smaller picture is not enlarged.",
                    PictureThumbnail.SmallestSize, PictureThumbnail.LargestSize, PictureThumbnail.DefaultSize),
                EndpointParameters.IfNoneMatch())
            .Produces<Stream>(StatusCodes.Status200OK, "image/jpeg")
            .Produces(StatusCodes.Status304NotModified)
            .Problems(400, 403, 404, 503);

        images.MapDelete("/images/{imageId}", DeleteAsync)
            .RequireAuthorization(ApiRoles.Ingest)
            .Describe("deleteImage", "Forgets a picture.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
            .Produces(StatusCodes.Status204NoContent)
            .Problems(403, 404, 503);
        return routes;
    }

    /// <summary>The answer to an announcement.</summary>
    internal static IResult Answer(AnnounceResult result) => result switch
    {
        AnnounceResult.Accepted accepted => Results.Accepted(StatusAddress(accepted.Status), accepted.Status),
        AnnounceResult.Refused { Code: "inline_too_large" } refused =>
            IngestProblem.Create(StatusCodes.Status413PayloadTooLarge, refused.Code, refused.Detail),
        AnnounceResult.Refused refused => IngestProblem.Create(StatusCodes.Status400BadRequest, refused.Code, refused.Detail),
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };

    private static async Task<IResult> AnnounceAsync(HttpContext context, ImageAnnouncer announcer)
    {
        var (request, problem) = await AnnouncementBody.ReadAsync(context).ConfigureAwait(false);
        if (request is null)
            return problem!;
        var announced = request with { Tenant = RequestValues.Tenant(context, request.Tenant) };
        return Answer(await announcer.AnnounceAsync(announced, context.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<IResult> GetStatusAsync(HttpContext context, ImageAnnouncer announcer)
    {
        var key = RequestValues.Key(context);
        var status = await announcer.GetStatusAsync(key, context.RequestAborted).ConfigureAwait(false);
        return status is null ? IngestProblem.Unknown(key) : Results.Ok(status);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ImageAnnouncer announcer)
    {
        var key = RequestValues.Key(context);
        return await announcer.DeleteAsync(key, context.RequestAborted).ConfigureAwait(false)
            ? Results.NoContent()
            : IngestProblem.Unknown(key);
    }

    private static string StatusAddress(ImageStatusView status)
    {
        var address = $"{ImageAddress.Of(status.ImageId)}/status";
        return status.Tenant == TenantAccess.Default ? address : $"{address}?tenant={Uri.EscapeDataString(status.Tenant)}";
    }
}
