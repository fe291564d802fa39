using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.Vision;

/// <summary>Registers pixels and models.</summary>
public static class VisionServiceCollectionExtensions
{
    /// <summary>
    /// Adds the decoder, the device, the detector, the region embedder, the query encoder and the concepts of the configured model pack,
    /// and the towers of the configured sentence pack, if there is one. The device is chosen and networks are loaded when they are first
    /// asked for.
    /// </summary>
    public static IServiceCollection AddVision(this IServiceCollection services)
    {
        services.AddImageDecoding();
        services.AddSingleton(provider => ModelPack.Open(Options(provider).ModelPack));
        services.AddSingleton(provider => new InferenceDevice(
            Options(provider), provider.GetRequiredService<ILogger<InferenceDevice>>()));
        services.AddSingleton<ITextDetector>(provider => new TextDetector(
            provider.GetRequiredService<ModelPack>(),
            provider.GetRequiredService<InferenceDevice>(),
            provider.GetRequiredService<IOptions<ImageDecodingOptions>>().Value.MaxSide));
        services.AddSingleton<IRegionEmbedder, RegionEmbedder>();
        services.AddSingleton(provider => new QueryEncoder(provider.GetRequiredService<ModelPack>(), Options(provider)));
        services.AddSingleton<ConceptLexicon>();
        services.AddSingleton<ConceptEncoder>();
        services.AddSentences();
        return services.AddSingleton(provider =>
        {
            var sentences = provider.GetRequiredService<SentenceModels>();
            return new ModelSet(provider.GetRequiredService<ModelPack>(), sentences.Available ? sentences.Pack : null);
        });
    }

    /// <summary>Adds the options of vision and the decoder: what of it needs no model pack.</summary>
    public static IServiceCollection AddImageDecoding(this IServiceCollection services)
    {
        services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ImageDecodingOptions>().BindConfiguration(ImageDecodingOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ImageDecoder>();
    }

    /// <summary>
    /// Loads the networks when the host starts; <see cref="ModelWarmup"/> is a health check, whose data tells the device.
    /// </summary>
    public static IServiceCollection AddModelWarmup(this IServiceCollection services)
    {
        services.AddSingleton<ModelWarmup>();
        return services.AddHostedService(provider => provider.GetRequiredService<ModelWarmup>());
    }

    private static InferenceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<InferenceOptions>>().Value;
}
