using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Search.Http;

/// <summary>Reads a body that may be left out because every member has a default.</summary>
internal static class OptionalBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The body, its defaults when there is none, or the problem that it is something else.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpContext context)
        where T : class, new()
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return (new T(), null);
        if (!context.Request.HasJsonContentType())
            return (null, SearchProblem.NotJson());
        try
        {
            var value = await context.Request.ReadFromJsonAsync<T>(Options, context.RequestAborted).ConfigureAwait(false);
            return value is null ? (null, Invalid("$")) : (value, null);
        }
        catch (InvalidOperationException e) when (e.InnerException is ArgumentException or NotSupportedException)
        {
            // The content type names a charset that is unknown, or too dangerous to be read (UTF-7).
            return (null, SearchProblem.NotJson());
        }
        catch (JsonException e)
        {
            // The parser's own message names types of this program.
            return (null, Invalid(e.Path ?? "$"));
        }
    }

    private static IResult Invalid(string path) => SearchProblem.Create(
        StatusCodes.Status400BadRequest, "invalid_json", $"The body cannot be read at {path}: something is null or of another type.");
}
