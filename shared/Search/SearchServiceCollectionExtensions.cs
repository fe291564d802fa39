using Indexing.Search.Localisation;
using Indexing.Search.Scenes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Indexing.Search;

/// <summary>Registers the read path.</summary>
public static class SearchServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="SearchService"/>, <see cref="PictureSearch"/>, <see cref="PhraseLocator"/>, what tells in words what pictures show,
    /// and what reads pictures and lists. The host adds Vision (<c>AddVision</c>), a vector store and, where pictures are looked at again,
    /// blob stores.
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
        services.AddSingleton<PhraseLocator>();
        services.AddVisualWords();
        services.AddSingleton<SceneReader>();
        services.AddSingleton<KnownCaptions>();
        return services.AddSingleton<PictureSearch>();
    }

    /// <summary>Adds what tells in words what pictures show and needs no index. The host adds <c>AddVision</c>.</summary>
    public static IServiceCollection AddVisualWords(this IServiceCollection services) =>
        services.AddSingleton<VisualVocabulary>().AddSingleton<TagCleaner>().AddSingleton<CaptionRanker>();

    /// <summary>
    /// Adds what of the read path needs no model pack: pictures and lists. For hosts that take <see cref="SearchService"/>,
    /// <see cref="PictureSearch"/> and <see cref="PhraseLocator"/> from the generation in use.
    /// </summary>
    public static IServiceCollection AddImageReading(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageReader>();
        services.AddSingleton<ImageListing>();
        services.AddSingleton<WordListing>();
        services.AddSingleton<Lookalikes>();
        services.AddSingleton<StoredPictures>();
        return services;
    }
}
