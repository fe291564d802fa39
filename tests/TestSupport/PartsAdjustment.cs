using Indexing.Generations;
using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.TestSupport;

/// <summary>Changes what a host puts into each generation of its index.</summary>
public static class PartsAdjustment
{
    /// <summary>Changes the parts, after everything that the host adds to them.</summary>
    public static IServiceCollection AdjustParts(this IServiceCollection services, Action<IServiceCollection> adjust)
    {
        var options = (GenerationsOptions)services.Last(
            service => service.ServiceType == typeof(GenerationsOptions)).ImplementationInstance!;
        return services.AddSingleton(new GenerationsOptions
        {
            Parts = (parts, process, generation) =>
            {
                options.Parts(parts, process, generation);
                adjust(parts);
            },
            ModelOf = options.ModelOf,
            GoesOnWithFormer = options.GoesOnWithFormer,
        });
    }

    /// <summary>Puts something around the store of every generation.</summary>
    public static IServiceCollection AdjustStore<T>(this IServiceCollection services, Func<IVectorStore, T> wrap)
        where T : class, IVectorStore
    {
        var generations = services.Last(service => service.ServiceType == typeof(IGenerations)).ImplementationType!;
        services.AddSingleton(generations);
        return services.AddSingleton<IGenerations>(
            provider => new WrappedGenerations((IGenerations)provider.GetRequiredService(generations), wrap));
    }

    private sealed class WrappedGenerations(IGenerations inner, Func<IVectorStore, IVectorStore> wrap) : IGenerations
    {
        public Task<Generation> GetActiveAsync(CancellationToken cancellationToken) => inner.GetActiveAsync(cancellationToken);

        public Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public Task<Generation> AddAsync(string model, CancellationToken cancellationToken) => inner.AddAsync(model, cancellationToken);

        public Task ActivateAsync(string name, CancellationToken cancellationToken) => inner.ActivateAsync(name, cancellationToken);

        public Task DropAsync(string name, CancellationToken cancellationToken) => inner.DropAsync(name, cancellationToken);

        public IVectorStore Open(Generation generation) => wrap(inner.Open(generation));
    }
}
