using Indexing.Contracts;
using Indexing.Http;
using Indexing.Search.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Search.Http;

/// <summary>What pictures show, in words: summaries, neighbours of a word, tags and captions. Nothing of it changes the index.</summary>
internal static class SceneEndpoints
{
    private const int DefaultWords = 3;
    private const int DefaultNeighbors = 10;
    private const int MostNeighbors = 100;

    public static void Map(RouteGroupBuilder scenes)
    {
        scenes.MapGet("/images/{imageId}/summary", SummarizeAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("summarizeImage", "What a picture shows, in a few words.")
            .WithParameters(
                EndpointParameters.ImageId(),
                EndpointParameters.Integer("words", "How many words at most.", 1, VisualVocabulary.MostWords, DefaultWords),
                EndpointParameters.Tenant())
            .Produces<ImageSummary>()
            .Problems(400, 403, 404, 409, 503);

        scenes.MapGet("/visual-words/{word}/neighbors", ListNeighbors)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("listVisualNeighbors", "Words for what looks like this or is seen together with it.")
            .WithParameters(
                EndpointParameters.Word(),
                EndpointParameters.Integer("top", "How many at most.", 1, MostNeighbors, DefaultNeighbors))
            .Produces<VisualNeighbors>()
            .Problems(400, 409);

        scenes.MapPost("/images/{imageId}/tags/clean", CleanTagsAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("cleanTags", "Which tags a picture bears out, and which others fit; nothing is changed.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
            .MayTake<CleanTagsRequest>("application/json")
            .Produces<CleanedTags>()
            .Problems(400, 403, 404, 409, 413, 415, 503);

        scenes.MapPost("/images/{imageId}/captions", RankCaptionsAsync)
            .RequireAuthorization(ApiRoles.Search)
            .Describe("rankCaptions", "Sentences that describe a picture: those of the body, or known ones of pictures that look alike.")
            .WithParameters(EndpointParameters.ImageId(), EndpointParameters.Tenant())
            .MayTake<RankCaptionsRequest>("application/json")
            .Produces<RankedCaptions>()
            .Problems(400, 403, 404, 409, 413, 415, 503);
    }

    private static async Task<IResult> SummarizeAsync(HttpContext context, SceneReader scenes, VisualVocabulary vocabulary)
    {
        var words = RequestValues.Integer(context, "words", 1, VisualVocabulary.MostWords, DefaultWords);
        return await ReadAsync(context, scenes).ConfigureAwait(false) is { } scene
            ? Results.Ok(vocabulary.Summarize(scene.Vector.Span, words))
            : SearchProblem.Unknown(RequestValues.ImageId(context));
    }

    private static IResult ListNeighbors(HttpContext context, string word, VisualVocabulary vocabulary) => Results.Ok(
        vocabulary.Neighbors(word, RequestValues.Integer(context, "top", 1, MostNeighbors, DefaultNeighbors)));

    private static async Task<IResult> CleanTagsAsync(HttpContext context, SceneReader scenes, TagCleaner cleaner)
    {
        var (request, problem) = await SearchBody.ReadOptionalAsync<CleanTagsRequest>(context).ConfigureAwait(false);
        if (request is null)
            return problem!;
        return await ReadAsync(context, scenes).ConfigureAwait(false) is { } scene
            ? Results.Ok(cleaner.Clean(scene.Vector.Span, request.Tags ?? scene.Image.Tags, request.Proposals))
            : SearchProblem.Unknown(RequestValues.ImageId(context));
    }

    private static async Task<IResult> RankCaptionsAsync(
        HttpContext context, SceneReader scenes, KnownCaptions known, CaptionRanker ranker)
    {
        var (request, problem) = await SearchBody.ReadOptionalAsync<RankCaptionsRequest>(context).ConfigureAwait(false);
        if (request is null)
            return problem!;
        if (await ReadAsync(context, scenes).ConfigureAwait(false) is not { } scene)
            return SearchProblem.Unknown(RequestValues.ImageId(context));
        if (request.Captions is { } captions)
            return Results.Ok(ranker.Rank(scene.Vector, captions, request.Top, context.RequestAborted));
        var (tenant, imageId) = scene.Image.Key;
        var found = await known.FindAsync(tenant, scene.Vector, imageId, context.RequestAborted).ConfigureAwait(false);
        return Results.Ok(ranker.Rank(scene.Vector, found, request.Top, context.RequestAborted));
    }

    private static Task<IndexedScene?> ReadAsync(HttpContext context, SceneReader scenes) =>
        scenes.ReadAsync(RequestValues.Tenant(context), RequestValues.ImageId(context), context.RequestAborted);
}
