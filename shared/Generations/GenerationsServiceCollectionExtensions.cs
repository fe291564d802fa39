using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Indexing.Generations;

/// <summary>Registers what follows the active generation of an index.</summary>
public static class GenerationsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ActiveGeneration"/>, a <see cref="GenerationLease"/> and its <see cref="Generation"/> for each scope, and makes
    /// <see cref="IVectorStore"/> that of the generation in use. The host adds a store with its <see cref="IGenerations"/>, and what works
    /// with them after this, so that it is started later. Health check <c>generation</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="readyTags">Tags of the health check.</param>
    /// <param name="options">What of the process belongs to one generation.</param>
    public static GenerationsBuilder AddGenerations(
        this IServiceCollection services, IEnumerable<string> readyTags, GenerationsOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<GenerationFactory>();
        services.AddSingleton<ActiveGeneration>();
        services.AddHostedService(provider => provider.GetRequiredService<ActiveGeneration>());
        services.AddScoped(provider => provider.GetRequiredService<ActiveGeneration>().Rent());
        services.AddSingleton<IVectorStore, FollowingVectorStore>();
        services.AddHealthChecks().AddCheck<GenerationCheck>(GenerationCheck.Name, failureStatus: null, readyTags);
        return new GenerationsBuilder(services).Follow<Generation>();
    }
}
