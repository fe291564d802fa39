using Microsoft.AspNetCore.Http;

namespace Indexing.Access;

/// <summary>What of a server is the API. The rest (page, health, metrics) needs no key and has no rate limit.</summary>
internal static class ApiPath
{
    private static readonly PathString Versioned = "/v1";
    private static readonly PathString Description = "/openapi";

    /// <summary>Needs a key: pictures and what is known of them.</summary>
    public static bool NeedsKey(HttpContext context) => context.Request.Path.StartsWithSegments(Versioned);

    /// <summary>Costs the server something.</summary>
    public static bool IsLimited(HttpContext context) => NeedsKey(context) || context.Request.Path.StartsWithSegments(Description);
}
