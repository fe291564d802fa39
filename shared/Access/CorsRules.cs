using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Indexing.Access;

/// <summary>Which pages of other origins may call the API: those named, with a key of their own, never with cookies.</summary>
internal sealed class CorsRules(IOptions<AccessOptions> access) : IConfigureOptions<CorsOptions>
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    public void Configure(CorsOptions options) => options.AddDefaultPolicy(policy => policy
        .WithOrigins([.. access.Value.CorsOrigins])
        .WithMethods("GET", "POST", "PUT", "DELETE")
        .WithHeaders(
            HeaderNames.Authorization, ApiKeyHandler.KeyHeader, HeaderNames.ContentType, HeaderNames.IfNoneMatch, "Idempotency-Key")
        .WithExposedHeaders(HeaderNames.Location, HeaderNames.ETag, HeaderNames.RetryAfter)
        .SetPreflightMaxAge(Remembered));
}
