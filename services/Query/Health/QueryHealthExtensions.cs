using Indexing.Telemetry.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Query.Health;

/// <summary>Registers what the probes ask.</summary>
internal static class QueryHealthExtensions
{
    private const string Broker = "broker";

    /// <summary>A store that does not answer in this time is away for a prober.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the check <c>store</c>, and takes the check <c>broker</c> of the bus for a degradation:
    /// without a broker no picture can be announced, but every search is answered.
    /// </summary>
    public static IServiceCollection AddQueryHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreCheck>("store", failureStatus: null, [HealthTags.Ready], Timeout);
        services.PostConfigure<HealthCheckServiceOptions>(Soften);
        return services;
    }

    /// <summary>Loads what a search needs when a generation is opened.</summary>
    public static IServiceCollection AddQueryWarmup(this IServiceCollection parts)
    {
        parts.AddSingleton<QueryWarmup>();
        return parts.AddHostedService(provider => provider.GetRequiredService<QueryWarmup>());
    }

    private static void Soften(HealthCheckServiceOptions checks)
    {
        foreach (var check in checks.Registrations.Where(check => check.Name == Broker))
        {
            var create = check.Factory;
            check.Factory = services => new DegradationCheck(create(services));
        }
    }
}
