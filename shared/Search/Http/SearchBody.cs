using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary>Reads the body of a search.</summary>
internal static class SearchBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The question with the tenant that it is about, or the problem that it is none.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or the caller may not use the tenant.</exception>
    public static async Task<(SearchRequest? Request, IResult? Problem)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return (null, SearchProblem.Create(StatusCodes.Status415UnsupportedMediaType, "not_json", "Send application/json."));
        try
        {
            var request = await context.Request.ReadFromJsonAsync<SearchRequest>(Options, context.RequestAborted).ConfigureAwait(false);
            return request is null
                ? (null, Invalid("$"))
                : (request with { Tenant = RequestValues.Tenant(context, request.Tenant) }, null);
        }
        catch (JsonException e)
        {
            // The parser's own message names types of this program.
            return (null, Invalid(e.Path ?? "$"));
        }
    }

    private static IResult Invalid(string path) => SearchProblem.Create(
        StatusCodes.Status400BadRequest,
        "invalid_json",
        $"The body is no search, at {path}: something is null, of another type or missing. query is needed.");
}
