using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Search.Http;

/// <summary>Reads the body of a question.</summary>
internal static class SearchBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The question with the tenant that it is about, or the problem that it is none.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or the caller may not use the tenant.</exception>
    public static async Task<(SearchRequest? Request, IResult? Problem)> ReadAsync(HttpContext context)
    {
        var (request, problem) = await ReadAsync<SearchRequest>(context, "The body is no search", "query").ConfigureAwait(false);
        return request is null ? (null, problem) : (request with { Tenant = RequestValues.Tenant(context, request.Tenant) }, null);
    }

    /// <summary>A body of JSON, or the problem that it is none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="complaint">What is said of a wrong body, without the place.</param>
    /// <param name="needed">The member that must be there.</param>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, string complaint, string needed)
        where T : class => ReadAsync<T>(
        context, path => $"{complaint}, at {path}: something is null, of another type or missing. {needed} is needed.");

    /// <summary>A body of JSON that may be left out because every member has a default, or the problem that it is something else.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<(T? Body, IResult? Problem)> ReadOptionalAsync<T>(HttpContext context)
        where T : class, new() => context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
        ? (new T(), null)
        : await ReadAsync<T>(context, static path => $"The body cannot be read at {path}: something is null or of another type.")
            .ConfigureAwait(false);

    private static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, Func<string, string> complaint)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, SearchProblem.NotJson());
        try
        {
            var body = await context.Request.ReadFromJsonAsync<T>(Options, context.RequestAborted).ConfigureAwait(false);
            return body is null ? (null, Invalid("$")) : (body, null);
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

        IResult Invalid(string path) => SearchProblem.Create(StatusCodes.Status400BadRequest, "invalid_json", complaint(path));
    }
}
