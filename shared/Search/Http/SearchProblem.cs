using Indexing.BlobStore;
using Indexing.Search.Scenes;
using Indexing.VectorStore;
using Indexing.Vision.Sentences;
using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary>Answers in the form application/problem+json (RFC 9457) with a stable <c>code</c>.</summary>
internal static class SearchProblem
{
    public static IResult Create(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult NotJson() =>
        Create(StatusCodes.Status415UnsupportedMediaType, "not_json", "Send application/json, in UTF-8.");

    public static IResult Unknown(string imageId) =>
        Create(StatusCodes.Status404NotFound, "unknown_image", $"No picture '{imageId}' was announced.");

    /// <summary>The picture is known, but its file cannot be had.</summary>
    public static IResult NoContent(string detail) => Create(StatusCodes.Status404NotFound, "no_content", detail);

    /// <summary>Endpoint filter for the outcomes that are not answers; other exceptions are defects.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (SentencePackMissingException e)
        {
            return Create(StatusCodes.Status409Conflict, "no_sentence_pack", e.Message);
        }
        catch (NoSceneException e)
        {
            return Create(StatusCodes.Status409Conflict, "no_scene", e.Message);
        }
        catch (UnknownWordException e)
        {
            return Create(StatusCodes.Status400BadRequest, "unknown_word", e.Message);
        }
        catch (InvalidQueryException e)
        {
            return Create(StatusCodes.Status400BadRequest, "invalid_query", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Create(e.StatusCode, CodeOf(e.StatusCode), e.Message);
        }
        catch (BlobStoreException e) when (e.IsTransient)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Create(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The picture store cannot be reached now.");
        }
        catch (BlobStoreException)
        {
            return Create(StatusCodes.Status500InternalServerError, "store_failed", "The picture store failed; its log says why.");
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
