using Indexing.BlobStore;
using Indexing.Ingest.Messaging;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Ingest.Http;

/// <summary>Answers in the form application/problem+json (RFC 9457) with a stable <c>code</c>.</summary>
internal static class IngestProblem
{
    private const string RetryAfterSeconds = "5";

    public static IResult Create(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult Unknown(ImageKey key) =>
        Create(StatusCodes.Status404NotFound, "unknown_image", $"No picture '{key.ImageId}' was announced.");

    /// <summary>Endpoint filter: a store that is away is a 503, one that failed for good a 500; other exceptions are defects.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            if (context.HttpContext.GetRouteValue("imageId") is not null
                && RequestValues.Key(context.HttpContext) is var key && !AnnouncementRules.IsKey(key.Tenant, key.ImageId))
                return Unknown(key);
            return await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            return Create(e.StatusCode, CodeOf(e.StatusCode), e.Message);
        }
        catch (VectorStoreException e)
        {
            return Unavailable(context.HttpContext, e.IsTransient, "The index cannot be reached now.");
        }
        catch (BlobStoreException e)
        {
            return Unavailable(context.HttpContext, e.IsTransient, "The picture store cannot be reached now.");
        }
        catch (QueueUnavailableException e)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Create(StatusCodes.Status503ServiceUnavailable, "queue_unavailable", e.Message);
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "forbidden_tenant",
        StatusCodes.Status408RequestTimeout => "body_too_slow",
        StatusCodes.Status413PayloadTooLarge => "body_too_large",
        _ => "invalid_request",
    };

    private static IResult Unavailable(HttpContext context, bool isTransient, string detail)
    {
        if (!isTransient)
            return Create(StatusCodes.Status500InternalServerError, "store_failed", "The store failed; its log says why.");
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Create(StatusCodes.Status503ServiceUnavailable, "store_unavailable", detail);
    }
}
