using System.Security.Claims;
using Indexing.Contracts;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;

namespace Indexing.Search.Http;

/// <summary>What is in the index: pictures, words, counts, copies; and who asks.</summary>
internal static class ListEndpoints
{
    public const int MostImages = 1000;
    public const int MostWords = 1000;
    public const int MostDuplicates = 1000;
    public const int LargestDistance = 7;
    public const int DefaultDistance = 6;
    public const int DefaultLimit = 100;
    public const int DefaultWords = 20;

    /// <summary>The names of <see cref="ImageStatus"/>, in its order.</summary>
    public static readonly string[] Statuses = [.. Enum.GetValues<ImageStatus>().Select(ImageStatusNames.Of)];

    public static async Task<IResult> ListImagesAsync(HttpContext context, ImageListing images)
    {
        ImageStatus? status = RequestValues.Choice(context, "status", Statuses) is { } name
            ? (ImageStatus)Array.IndexOf(Statuses, name)
            : null;
        var after = RequestValues.Text(context, "after");
        var limit = RequestValues.Integer(context, "limit", 1, MostImages, DefaultLimit);
        return Results.Ok(
            await images.ListAsync(RequestValues.Tenant(context), status, after, limit, context.RequestAborted).ConfigureAwait(false));
    }

    public static async Task<IResult> ListWordsAsync(HttpContext context, WordListing words)
    {
        var limit = RequestValues.Integer(context, "limit", 1, MostWords, DefaultWords);
        var prefix = RequestValues.Text(context, "prefix") ?? "";
        return Results.Ok(
            await words.ListAsync(RequestValues.Tenant(context), prefix, limit, context.RequestAborted).ConfigureAwait(false));
    }

    public static async Task<IResult> ListDuplicatesAsync(HttpContext context, Lookalikes lookalikes)
    {
        var imageId = RequestValues.ImageId(context);
        var distance = RequestValues.Integer(context, "distance", 0, LargestDistance, DefaultDistance);
        var limit = RequestValues.Integer(context, "limit", 1, MostDuplicates, DefaultLimit);
        var tenant = RequestValues.Tenant(context);
        return await lookalikes.FindAsync(tenant, imageId, distance, limit, context.RequestAborted).ConfigureAwait(false) is { } found
            ? Results.Ok(found)
            : SearchProblem.Unknown(imageId);
    }

    public static async Task<IResult> GetStatisticsAsync(HttpContext context, IVectorStore store)
    {
        var tenant = RequestValues.Tenant(context);
        SearchRules.CheckTenant(tenant);
        var counts = await store.GetStatisticsAsync(tenant, context.RequestAborted).ConfigureAwait(false);
        return Results.Ok(new IndexStatistics
        {
            Pending = counts.Pending,
            Indexed = counts.Indexed,
            Rejected = counts.Rejected,
            Deleted = counts.Deleted,
            Words = counts.Words,
        });
    }

    public static IResult GetAccess(HttpContext context, ClaimsPrincipal caller) => Results.Ok(new CallerAccess
    {
        Name = caller.Identity?.Name ?? "",
        Roles = [.. caller.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Distinct().Order(StringComparer.Ordinal)],
        Tenants = [.. caller.FindAll(TenantAccess.ClaimType).Select(claim => claim.Value).Distinct().Order(StringComparer.Ordinal)],
    });
}
