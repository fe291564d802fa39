using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Indexing.Generations;

/// <summary>Says which services the process takes from the generation in use.</summary>
public sealed class GenerationsBuilder
{
    internal GenerationsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The process's own services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Resolves <typeparamref name="T"/> from the scope's <see cref="GenerationLease"/>: a scope sees one generation only, that which was
    /// in use when it asked first. What is to be disposed cannot be followed, because the scope would dispose it; take it from the lease.
    /// </summary>
    public GenerationsBuilder Follow<T>()
        where T : class
    {
        Services.AddScoped(static provider =>
        {
            var part = provider.GetRequiredService<GenerationLease>().Services.GetRequiredService<T>();
            return part is IDisposable or IAsyncDisposable
                ? throw new InvalidOperationException($"{part.GetType()} is disposed with its generation, so no scope may own it.")
                : part;
        });
        return this;
    }

    /// <summary>Adds a health check that is one of the parts.</summary>
    public GenerationsBuilder AddActiveCheck<T>(string name, IEnumerable<string> tags)
        where T : class, IHealthCheck
    {
        Services.AddSingleton<ActiveCheck<T>>();
        Services.AddHealthChecks().AddCheck<ActiveCheck<T>>(name, failureStatus: null, tags);
        return this;
    }
}
