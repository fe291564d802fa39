using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Search.Http;

/// <summary>The query API.</summary>
public static class SearchEndpoints
{
    /// <summary>Maps <c>POST /v1/search</c> and <c>GET /v1/images/{id}</c>. The host adds <c>AddSearch</c>.</summary>
    public static IEndpointRouteBuilder MapSearchEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/search", SearchAsync).AddEndpointFilter(SearchProblem.FilterAsync);
        routes.MapGet("/v1/images/{imageId}", ImageEndpoint.GetAsync).AddEndpointFilter(SearchProblem.FilterAsync);
        return routes;
    }

    private static async Task<IResult> SearchAsync(HttpContext context, SearchService search)
    {
        if (!context.Request.HasJsonContentType())
            return SearchProblem.Create(StatusCodes.Status415UnsupportedMediaType, "not_json", "Send application/json.");
        SearchRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<SearchRequest>(context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            return SearchProblem.Create(StatusCodes.Status400BadRequest, "invalid_json", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return SearchProblem.Create(e.StatusCode, "invalid_request", e.Message);
        }

        if (request is not { Query: not null, Tenant.Length: > 0, Tags: not null })
            return SearchProblem.Create(StatusCodes.Status400BadRequest, "invalid_json", "The body or a member is null or empty.");
        return Results.Ok(await search.SearchAsync(request, context.RequestAborted).ConfigureAwait(false));
    }
}
