using Indexing.Contracts;
using Indexing.Search.Localisation;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary><c>POST /v1/images/{id}/locate</c>: where in an indexed picture something is, or is written.</summary>
internal static class LocateEndpoint
{
    public static async Task<IResult> PostAsync(
        HttpContext context, IVectorStore store, StoredPictures pictures, PhraseLocator locator, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        var (request, problem) = await SearchBody.ReadAsync<LocateRequest>(context, "The body asks for no place", "phrase")
            .ConfigureAwait(false);
        if (request is null)
            return problem!;
        var (tenant, imageId) = (RequestValues.Tenant(context), RequestValues.ImageId(context));
        if (!SearchRules.IsKey(tenant, imageId))
            return SearchProblem.Unknown(imageId);
        var records = await store.GetImagesAsync([new ImageKey(tenant, imageId)], context.RequestAborted).ConfigureAwait(false);
        if (records.Count == 0 || records[0].Status != ImageStatus.Indexed)
            return SearchProblem.Unknown(imageId);
        var image = records[0];
        using var picture = locator.SeesThings
            ? await pictures.OpenAsync(image, context.RequestAborted).ConfigureAwait(false)
            : null;
        if (picture?.Missing is { } missing)
            return SearchProblem.NoContent(missing);
        var places = await locator.LocateAsync(
            request.Phrase, picture?.Image, PictureWords.Stored(store, image), request.Top, context.RequestAborted).ConfigureAwait(false);
        return Results.Ok(LocateAnswer.Of(request.Phrase, places, image.Width, image.Height, clock.GetElapsedTime(start)));
    }
}
