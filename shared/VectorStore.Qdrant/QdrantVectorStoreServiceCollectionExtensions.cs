using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Registers the Qdrant store.</summary>
public static class QdrantVectorStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="QdrantVectorStore"/> as the <see cref="IVectorStore"/>, <see cref="QdrantGenerations"/> and
    /// <see cref="QdrantIndexBackup"/>. Options come from the section <c>Qdrant</c>, an empty <c>Qdrant:Url</c> from
    /// <c>ConnectionStrings:qdrant</c>; they are checked at start. The server is first asked by the first call.
    /// </summary>
    /// <param name="services">The host's services; an <see cref="IConfiguration"/> must be among them.</param>
    public static IServiceCollection AddQdrantVectorStore(this IServiceCollection services)
    {
        services.AddOptions<QdrantVectorStoreOptions>()
            .BindConfiguration(QdrantVectorStoreOptions.SectionName)
            .PostConfigure<IConfiguration>(UseConnectionString)
            .ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<QdrantVectorStoreOptions>, QdrantVectorStoreOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<QdrantVectorStore>();
        services.TryAddSingleton<IGenerations, QdrantGenerations>();
        services.TryAddSingleton<QdrantIndexBackup>();
        services.TryAddSingleton<IVectorStore>(provider => provider.GetRequiredService<QdrantVectorStore>());
        return services;
    }

    private static void UseConnectionString(QdrantVectorStoreOptions options, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(options.Url))
            options.Url = configuration.GetConnectionString("qdrant") ?? "";
    }
}
