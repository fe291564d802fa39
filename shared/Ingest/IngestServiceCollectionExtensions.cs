using Indexing.Ingest.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.Ingest;

/// <summary>Registers the write path.</summary>
public static class IngestServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ImageIngestor"/>. The host adds Vision (<c>AddVision</c>), at least one blob store and one vector store.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageFetcher>();
        services.AddSingleton<IngestJournal>();
        services.AddSingleton<WordDescriber>();
        services.AddSingleton<ImageIngestor>();
        services.AddSingleton<InlinePictures>();
        services.AddSingleton<Thumbnails>();
        return services;
    }
}
