using Microsoft.AspNetCore.Http;

namespace Indexing.Access;

/// <summary>Refuses a request in the form application/problem+json (RFC 9457) with a stable <c>code</c>, and counts it.</summary>
internal static class Denial
{
    public static Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        AccessTelemetry.Count(status);
        return Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code })
            .ExecuteAsync(context);
    }
}
