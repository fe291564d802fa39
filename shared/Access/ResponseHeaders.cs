using Microsoft.AspNetCore.Http;

namespace Indexing.Access;

/// <summary>Headers of every answer that has not set its own: what a browser must not guess, run, embed or keep.</summary>
internal static class ResponseHeaders
{
    /// <summary>Adds them when the answer starts, however it came about.</summary>
    public static Task UseAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(Add, context);
        return next(context);
    }

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var response = context.Response;
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        // Not modified: what the browser has keeps the rule that it came with.
        if (headers.CacheControl.Count == 0 && response.StatusCode != StatusCodes.Status304NotModified)
            headers.CacheControl = IsPicture(response) ? "private, no-cache" : "no-store";
        return Task.CompletedTask;
    }

    private static bool IsPicture(HttpResponse response) =>
        response.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;
}
