using Indexing.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Indexing.Access;

/// <summary>Guards the API of a host.</summary>
public static class ApiAccessExtensions
{
    /// <summary>
    /// Adds API keys with a policy for each of <see cref="ApiRoles"/>, rate limits, limits of a request, headers of an answer and CORS.
    /// Options come from the section <see cref="AccessOptions.SectionName"/> and are checked when the host starts. An endpoint below
    /// <c>/v1</c> that asks for no role takes every valid key. The host calls <see cref="UseApiAccess"/> too.
    /// </summary>
    public static IServiceCollection AddApiAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>()
            .BindConfiguration(AccessOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>());
        services.AddSingleton<KeyRing>().AddHostedService<OpenAccessWarning>();
        // Not AddAuthentication: that brings data protection, which writes key files of its own at every start.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyHandler.Scheme;
            options.AddScheme<ApiKeyHandler>(ApiKeyHandler.Scheme, displayName: null);
        });
        services.AddAuthorization(AddPolicies);
        services.AddRateLimiter().AddSingleton<IConfigureOptions<RateLimiterOptions>, RateLimits>();
        services.AddCors().AddSingleton<IConfigureOptions<CorsOptions>, CorsRules>();
        services.AddRequestTimeouts().AddSingleton<IConfigureOptions<RequestTimeoutOptions>, RequestLimits>();
        return services.AddSingleton<IConfigureOptions<KestrelServerOptions>, RequestLimits>();
    }

    /// <summary>Guards every endpoint; stands after the page, which needs no key, and before the first endpoint is mapped.</summary>
    public static IApplicationBuilder UseApiAccess(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(next => context => ResponseHeaders.UseAsync(context, next));
        app.Use(next => context => RequestLimits.UseAsync(context, next));
        app.UseRequestTimeouts();
        if (app.ApplicationServices.GetRequiredService<IOptions<AccessOptions>>().Value.CorsOrigins.Count > 0)
            app.UseCors();
        app.UseAuthentication();
        // Between the two: the limit is the caller's, and also of callers who are not let in.
        app.UseRateLimiter();
        return app.UseAuthorization();
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var role in (string[])[ApiRoles.Search, ApiRoles.Ingest, ApiRoles.Admin])
            options.AddPolicy(role, policy => policy.RequireRole(role));
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(asked =>
                asked.User.Identity is { IsAuthenticated: true } || asked.Resource is not HttpContext context || !ApiPath.NeedsKey(context))
            .Build();
    }
}
