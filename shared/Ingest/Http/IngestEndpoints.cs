using System.Text.Json;
using Indexing.Contracts;
using Indexing.Ingest.Messaging;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Ingest.Http;

/// <summary>The ingest API: announce, follow, show and forget pictures.</summary>
public static class IngestEndpoints
{
    private const string DefaultTenant = "default";

    /// <summary>Maps the endpoints below <c>/v1/images</c>. The host adds <c>AddIngest</c>, <c>AddImageAnnouncer</c> and a bus.</summary>
    public static IEndpointRouteBuilder MapIngestEndpoints(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/v1/images").AddEndpointFilter(IngestProblem.FilterAsync);
        images.MapPost("", AnnounceAsync);
        images.MapGet("{imageId}/status", GetStatusAsync);
        images.MapGet("{imageId}/content", PictureContent.GetAsync);
        images.MapDelete("{imageId}", DeleteAsync);
        return routes;
    }

    internal static ImageKey KeyOf(HttpContext context) =>
        new(context.Request.Query["tenant"].FirstOrDefault() ?? DefaultTenant, ImageIdSegment.Read(context));

    internal static IResult Unknown(ImageKey key) =>
        IngestProblem.Create(StatusCodes.Status404NotFound, "unknown_image", $"No picture '{key.ImageId}' was announced.");

    private static async Task<IResult> AnnounceAsync(HttpContext context, ImageAnnouncer announcer)
    {
        // A page of another site can send a form to a local server, but no JSON without being asked first.
        if (!context.Request.HasJsonContentType())
            return IngestProblem.Create(StatusCodes.Status415UnsupportedMediaType, "not_json", "Send application/json.");
        IngestImageRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<IngestImageRequest>(context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            return IngestProblem.Create(StatusCodes.Status400BadRequest, "invalid_json", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return IngestProblem.Create(e.StatusCode, "invalid_request", e.Message);
        }

        if (request is not { ImageId: not null, Tenant: not null, Source: not null, Tags: not null, Metadata: not null })
            return IngestProblem.Create(StatusCodes.Status400BadRequest, "invalid_json", "The body or one of its members is null.");
        return await announcer.AnnounceAsync(request, context.RequestAborted).ConfigureAwait(false) switch
        {
            AnnounceResult.Accepted accepted => Results.Accepted(StatusAddress(accepted.Status), accepted.Status),
            AnnounceResult.Refused { Code: "inline_too_large" } refused =>
                IngestProblem.Create(StatusCodes.Status413PayloadTooLarge, refused.Code, refused.Detail),
            AnnounceResult.Refused refused => IngestProblem.Create(StatusCodes.Status400BadRequest, refused.Code, refused.Detail),
            var other => throw new InvalidOperationException($"Unknown result {other}."),
        };
    }

    private static async Task<IResult> GetStatusAsync(HttpContext context, ImageAnnouncer announcer)
    {
        var key = KeyOf(context);
        var status = await announcer.GetStatusAsync(key, context.RequestAborted).ConfigureAwait(false);
        return status is null ? Unknown(key) : Results.Ok(status);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ImageAnnouncer announcer)
    {
        var key = KeyOf(context);
        return await announcer.DeleteAsync(key, context.RequestAborted).ConfigureAwait(false) ? Results.NoContent() : Unknown(key);
    }

    private static string StatusAddress(ImageStatusView status)
    {
        var address = $"/v1/images/{ImageIdSegment.Encode(status.ImageId)}/status";
        return status.Tenant == DefaultTenant ? address : $"{address}?tenant={Uri.EscapeDataString(status.Tenant)}";
    }
}
