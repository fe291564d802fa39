using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.Search;

/// <summary>Registers the read path.</summary>
public static class SearchServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="SearchService"/>, <see cref="PictureSearch"/> and what reads pictures and lists. The host adds Vision
    /// (<c>AddVision</c>) and a vector store.
    /// </summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddImageReading();
        services.AddSingleton<WordRelevance>();
        services.AddSingleton<WordSimilarity>();
        services.AddSingleton<WordScoring>();
        services.AddSingleton<QueryVectors>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<PictureReader>();
        return services.AddSingleton<PictureSearch>();
    }

    /// <summary>
    /// Adds what of the read path needs no model pack: pictures and lists. For hosts that take <see cref="SearchService"/> and
    /// <see cref="PictureSearch"/> from the generation in use.
    /// </summary>
    public static IServiceCollection AddImageReading(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageReader>();
        services.AddSingleton<ImageListing>();
        services.AddSingleton<WordListing>();
        services.AddSingleton<Lookalikes>();
        return services;
    }
}
