using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Indexing.Access;

/// <summary>
/// How large the head of a request may be and how long a request may take. The size of a body is the host's: it knows what it takes. A body
/// that comes slower than Kestrel's 240 bytes a second is cut off.
/// </summary>
internal sealed class RequestLimits : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<RequestTimeoutOptions>
{
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaders = 64;

    /// <summary>For the head; the default of 30 s lets one machine hold many connections for nothing.</summary>
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        options.Limits.MaxRequestHeaderCount = MaxHeaders;
        options.Limits.RequestHeadersTimeout = HeaderTimeout;
    }

    /// <summary>Endpoints that need longer (upload, export) say so with <c>WithRequestTimeout</c>.</summary>
    public void Configure(RequestTimeoutOptions options) => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RequestTimeout };

    /// <summary>Gives the middleware's empty 504 a body: the policy of an endpoint does not inherit one from the default.</summary>
    public static async Task UseAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        if (context.Response is not { HasStarted: false, StatusCode: StatusCodes.Status504GatewayTimeout } response)
            return;
        response.Headers.RetryAfter = "5";
        await Results.Problem(
            "The answer took too long and was given up.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            extensions: new Dictionary<string, object?> { ["code"] = "timed_out" }).ExecuteAsync(context).ConfigureAwait(false);
    }
}
