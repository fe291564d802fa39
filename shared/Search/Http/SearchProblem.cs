using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary>Answers in the form application/problem+json (RFC 9457) with a stable <c>code</c>.</summary>
internal static class SearchProblem
{
    public static IResult Create(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult Unknown(string imageId) =>
        Create(StatusCodes.Status404NotFound, "unknown_image", $"No picture '{imageId}' was announced.");

    /// <summary>Endpoint filter for the outcomes that are not answers; other exceptions are defects.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (InvalidQueryException e)
        {
            return Create(StatusCodes.Status400BadRequest, "invalid_query", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Create(e.StatusCode, CodeOf(e.StatusCode), e.Message);
        }
        catch (VectorStoreException e) when (e.IsTransient)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Create(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The index cannot be reached now.");
        }
        catch (VectorStoreException)
        {
            return Create(StatusCodes.Status500InternalServerError, "store_failed", "The index failed; its log says why.");
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "forbidden_tenant",
        StatusCodes.Status408RequestTimeout => "body_too_slow",
        StatusCodes.Status413PayloadTooLarge => "body_too_large",
        _ => "invalid_request",
    };
}
