using Indexing.Contracts;
using Indexing.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Search.Http;

/// <summary>The query API.</summary>
public static class SearchEndpoints
{
    /// <summary>A thousand hits over a slow line.</summary>
    private const int ExportTimeoutMs = 2 * 60 * 1000;

    /// <summary>
    /// Maps the endpoints that search, read and list. The host adds <c>AddSearch</c> and the policies of <see cref="ApiRoles"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapSearchEndpoints(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v1").AddEndpointFilter(SearchProblem.FilterAsync);
        MapQuestions(api.MapGroup("").WithTags("search"));
        MapPictures(api.MapGroup("").WithTags("pictures"));
        MapPlaces(api.MapGroup("").WithTags("pictures"));
        SceneEndpoints.Map(api.MapGroup("").WithTags("scenes"));
        MapIndex(api.MapGroup("").WithTags("index"));
        return routes;
    }

    private static void MapQuestions(RouteGroupBuilder search)
    {
        search.MapPost("/search", SearchAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("search", "Finds pictures by what is written in them, and by what they show.")
            .Takes<SearchRequest>("application/json")
            .Produces<SearchResponse>()
            .Problems(400, 403, 409, 413, 415, 503);

        search.MapPost("/search/export", ExportEndpoint.PostAsync)
            .RequireAuthorization(ApiRoles.Search)
            .WithMetadata(new RequestTimeoutAttribute(ExportTimeoutMs))
            .Describe("exportHits", "The hits of a search as a file, at most 1000; top and cursor of the question do not matter.")
            .WithParameters(EndpointParameters.Choice(
                "format", "csv: comma-separated values with a header line; jsonl (default): a SearchHit as JSON in each line.",
                ExportEndpoint.Csv, ExportEndpoint.JsonLines))
            .Takes<SearchRequest>("application/json")
            .Produces<string>(StatusCodes.Status200OK, ExportEndpoint.JsonLinesType, ExportEndpoint.CsvType)
            .Problems(400, 403, 409, 413, 415, 503);

        search.MapPost("/search/picture", PictureEndpoint.PostAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("searchByPicture", "Finds pictures that show the same or similar words as the picture in the body.")
            .WithParameters(
                EndpointParameters.Tenant(), EndpointParameters.Integer("top", "How many pictures at most.", 1, 1000, 20),
                EndpointParameters.Score("minScore", "Smallest score of a hit; absent: the default threshold of each channel."))
            .Takes<Stream>("image/jpeg", "image/png", "image/webp", "application/octet-stream")
            .Produces<SearchResponse>()
            .Problems(400, 403, 413, 415, 503);
    }

    private static void MapPictures(RouteGroupBuilder images)
    {
        images.MapGet("/images", ListEndpoints.ListImagesAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("listImages", "Pictures and what became of them, in ascending order of their ids.")
            .WithParameters(
                EndpointParameters.Choice("status", "Only pictures of this status; absent: all, deleted ones too.", ListEndpoints.Statuses),
                EndpointParameters.Text("after", "nextCursor of the page before."),
                EndpointParameters.Integer("limit", "How many at most.", 1, ListEndpoints.MostImages, ListEndpoints.DefaultLimit),
                EndpointParameters.Tenant())
            .Produces<ImagePage>()
            .Problems(400, 403, 503);

        images.MapGet("/images/{imageId}", ImageEndpoint.GetAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("getImage", "A picture as the index knows it, with every word that is searchable in it.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
            .Produces<ImageView>()
            .Problems(403, 404, 503);

        images.MapGet("/images/{imageId}/duplicates", ListEndpoints.ListDuplicatesAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("listDuplicates", "Pictures that look like this one: copies, resized or recompressed ones too.")
            .WithParameters(
                EndpointParameters.ImageId(),
                EndpointParameters.Integer(
                    "distance", "Most differing bits of 64.", 0, ListEndpoints.LargestDistance, ListEndpoints.DefaultDistance),
                EndpointParameters.Integer("limit", "How many at most.", 1, ListEndpoints.MostDuplicates, ListEndpoints.DefaultLimit),
                EndpointParameters.Tenant())
            .Produces<DuplicateList>()
            .Problems(400, 403, 404, 503);
    }

    private static void MapPlaces(RouteGroupBuilder images) => images.MapPost("/images/{imageId}/locate", LocateEndpoint.PostAsync)
        .RequireAuthorization(ApiRoles.Search)
        .Describe("locatePhrase", "Where in a picture something is, or is written.")
        .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
        .Takes<LocateRequest>("application/json")
        .Produces<LocateResponse>()
        .Problems(400, 403, 404, 409, 413, 415, 503);

    private static void MapIndex(RouteGroupBuilder index)
    {
        index.MapGet("/words", ListEndpoints.ListWordsAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("listWords", "What is written in the pictures: confident readings, most frequent first.")
            .WithParameters(
                EndpointParameters.Text(
                    "prefix", "How the readings begin; case, accents and punctuation do not matter. Absent: every reading."),
                EndpointParameters.Integer("limit", "How many at most.", 1, ListEndpoints.MostWords, ListEndpoints.DefaultWords),
                EndpointParameters.Tenant())
            .Produces<WordList>()
            .Problems(400, 403, 503);

        index.MapGet("/stats", ListEndpoints.GetStatisticsAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("getStatistics", "What a tenant has in the index.")
            .WithParameters(EndpointParameters.Tenant())
            .Produces<IndexStatistics>()
            .Problems(400, 403, 503);

        index.MapGet("/access", ListEndpoints.GetAccess)
            .RequireAuthorization()
            .Describe("getAccess", "Who the caller is to the service: roles and tenants of the API key.")
            .Produces<CallerAccess>();
    }

    private static async Task<IResult> SearchAsync(HttpContext context, SearchService search)
    {
        var (request, problem) = await SearchBody.ReadAsync(context).ConfigureAwait(false);
        return request is null ? problem! : Results.Ok(await search.SearchAsync(request, context.RequestAborted).ConfigureAwait(false));
    }
}
