using System.Globalization;
using Indexing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Search.Http;

/// <summary>
/// What a request says in its address. A wrong value is a <see cref="BadHttpRequestException"/>, which becomes a problem.
/// </summary>
internal static class RequestValues
{
    /// <summary>The picture that the address names; empty when it names none.</summary>
    public static string ImageId(HttpContext context) =>
        ImageAddress.ReadId(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");

    /// <summary>The tenant that the address means, when the caller may use it.</summary>
    public static string Tenant(HttpContext context) => Tenant(context, Text(context, "tenant"));

    /// <summary>The tenant that is meant, when the caller may use it.</summary>
    public static string Tenant(HttpContext context, string? asked) => TenantAccess.TryResolve(context.User, asked, out var tenant)
        ? tenant
        : throw new BadHttpRequestException("The API key does not cover this tenant.", StatusCodes.Status403Forbidden);

    /// <summary>A parameter, or <see langword="null"/> when it is not there.</summary>
    public static string? Text(HttpContext context, string name) => context.Request.Query[name].FirstOrDefault();

    /// <summary>A whole number within its limits.</summary>
    public static int Integer(HttpContext context, string name, int smallest, int largest, int byDefault)
    {
        if (Text(context, name) is not { } text)
            return byDefault;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= smallest && value <= largest
            ? value
            : throw new BadHttpRequestException($"{name} must be a whole number, {smallest}..{largest}.");
    }

    /// <summary>A score, 0..1, or <see langword="null"/> when it is not there.</summary>
    public static double? Score(HttpContext context, string name)
    {
        if (Text(context, name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
            ? value
            : throw new BadHttpRequestException($"{name} must be a number, 0..1, for example 0.5.");
    }

    /// <summary>One of several names, or <see langword="null"/> when it is not there.</summary>
    public static string? Choice(HttpContext context, string name, params ReadOnlySpan<string> names)
    {
        if (Text(context, name) is not { } text)
            return null;
        return names.Contains(text)
            ? text
            : throw new BadHttpRequestException($"{name} must be one of: {string.Join(", ", names!)}.");
    }
}
