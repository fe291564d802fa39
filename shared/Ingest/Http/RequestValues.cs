using System.Globalization;
using Indexing.Contracts;
using Indexing.VectorStore;
using Microsoft.AspNetCore.Http;

namespace Indexing.Ingest.Http;

/// <summary>
/// What a request says in its address. A wrong value is a <see cref="BadHttpRequestException"/>, which becomes a problem.
/// </summary>
internal static class RequestValues
{
    /// <summary>The picture that the address names, of a tenant that the caller may use.</summary>
    public static ImageKey Key(HttpContext context) => new(Tenant(context, Text(context, "tenant")), ImageIdSegment.Read(context));

    /// <summary>The tenant that is meant, when the caller may use it.</summary>
    public static string Tenant(HttpContext context, string? asked) => TenantAccess.TryResolve(context.User, asked, out var tenant)
        ? tenant
        : throw new BadHttpRequestException("The API key does not cover this tenant.", StatusCodes.Status403Forbidden);

    /// <summary>A parameter, or <see langword="null"/> when it is not there.</summary>
    public static string? Text(HttpContext context, string name) => context.Request.Query[name].FirstOrDefault();

    /// <summary>A whole number within its limits, or <see langword="null"/> when it is not there.</summary>
    public static long? Number(HttpContext context, string name, long smallest, long largest)
    {
        if (Text(context, name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= smallest && value <= largest
            ? value
            : throw new BadHttpRequestException($"{name} must be a whole number, {smallest}..{largest}.");
    }
}
