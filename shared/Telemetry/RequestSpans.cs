using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Indexing.Telemetry;

/// <summary>
/// Gives the server's spans what the semantic conventions ask for and ASP.NET Core leaves out: the name ("POST /v1/search"), the route, the
/// status. Probes and scrapes, several a minute and all alike, are not recorded.
/// </summary>
internal sealed class RequestSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(DescribeAsync);
        next(app);
    };

    private static async Task DescribeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { } span)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (TelemetryEndpoints.Paths.Contains(context.Request.Path.Value ?? ""))
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        try
        {
            await next(context).ConfigureAwait(false);
            Finish(span, context, context.Response.StatusCode);
        }
        catch (Exception e)
        {
            Finish(span, context, StatusCodes.Status500InternalServerError);
            span.SetTag("error.type", e.GetType().FullName);
            throw;
        }
    }

    private static void Finish(Activity span, HttpContext context, int status)
    {
        // The exception handler takes the endpoint away and leaves it in its feature.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        if (route is not null)
            span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
