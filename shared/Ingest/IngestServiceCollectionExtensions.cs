using Indexing.Ingest.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.Ingest;

/// <summary>Registers the write path.</summary>
public static class IngestServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ImageIngestor"/> and <see cref="CurrentIngestor"/>. The host adds Vision (<c>AddVision</c>), at least one blob store
    /// and one vector store.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddImageSources();
        services.AddSingleton<IngestJournal>();
        services.AddSingleton<WordDescriber>();
        return services.AddSingleton<ImageIngestor>();
    }

    /// <summary>
    /// Adds what of the write path needs no model pack: <see cref="CurrentIngestor"/>, which asks the scope for the rest, and what fetches
    /// and shows pictures. For hosts that take <see cref="ImageIngestor"/> from the generation in use.
    /// </summary>
    public static IServiceCollection AddImageSources(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageFetcher>();
        services.AddSingleton<CurrentIngestor>();
        services.AddSingleton<InlinePictures>();
        services.AddSingleton<Thumbnails>();
        return services;
    }
}
