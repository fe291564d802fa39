using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Indexing.Hosting;

/// <summary>
/// Answers in the form application/problem+json (RFC 9457) with a stable <c>code</c> where no endpoint has answered: no such route, wrong
/// method, a defect. What failed inside stands in the log under the trace id, never in the answer.
/// Compiled into each host that has an API.
/// </summary>
internal static class Problems
{
    public static void UseProblems(this WebApplication server)
    {
        server.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => CreateAsync(context, context.Response.StatusCode),
            StatusCodeSelector = exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        server.UseStatusCodePages(pages => CreateAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode));
    }

    private static Task CreateAsync(HttpContext context, int status)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = CodeOf(status) };
        if (Activity.Current is { } activity)
            extensions["traceId"] = activity.TraceId.ToHexString();
        return Results.Problem(statusCode: status, extensions: extensions).ExecuteAsync(context);
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "no_such_route",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status413PayloadTooLarge => "body_too_large",
        >= StatusCodes.Status500InternalServerError => "internal_error",
        _ => "invalid_request",
    };
}
