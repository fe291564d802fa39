using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Http;

namespace Indexing.Ingest.Http;

/// <summary>Reads the body of an announcement.</summary>
internal static class AnnouncementBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The announcement, or the problem that it is none.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or comes too slowly.</exception>
    public static async Task<(IngestImageRequest? Request, IResult? Problem)> ReadAsync(HttpContext context)
    {
        // A page of another site can send a form to a local server, but no JSON without being asked first.
        if (!context.Request.HasJsonContentType())
            return (null, NotJson());
        try
        {
            var request = await context.Request.ReadFromJsonAsync<IngestImageRequest>(Options, context.RequestAborted)
                .ConfigureAwait(false);
            return request is null ? (null, Invalid("$")) : (request, null);
        }
        catch (InvalidOperationException e) when (e.InnerException is ArgumentException or NotSupportedException)
        {
            // The content type names a charset that is unknown, or too dangerous to be read (UTF-7).
            return (null, NotJson());
        }
        catch (JsonException e)
        {
            // The parser's own message names types of this program.
            return (null, Invalid(e.Path ?? "$"));
        }
    }

    private static IResult NotJson() => IngestProblem.Create(
        StatusCodes.Status415UnsupportedMediaType, "not_json", "Send application/json, in UTF-8.");

    private static IResult Invalid(string path) => IngestProblem.Create(
        StatusCodes.Status400BadRequest,
        "invalid_json",
        $"The body is no announcement, at {path}: something is null, of another type or missing. imageId and source are needed.");
}
