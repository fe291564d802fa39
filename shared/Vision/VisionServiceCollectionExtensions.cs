using Indexing.Vision.Concepts;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.Vision;

/// <summary>Registers pixels and models.</summary>
public static class VisionServiceCollectionExtensions
{
    /// <summary>
    /// Adds the decoder, the detector, the region embedder, the query encoder and the concepts of the configured model pack. Networks are
    /// loaded when they are first asked for.
    /// </summary>
    public static IServiceCollection AddVision(this IServiceCollection services)
    {
        services.AddOptions<OnnxOptions>().BindConfiguration(OnnxOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ImageDecodingOptions>().BindConfiguration(ImageDecodingOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ImageDecoder>();
        services.AddSingleton(provider => ModelPack.Open(Onnx(provider).ModelPack));
        services.AddSingleton<ITextDetector>(provider => new TextDetector(provider.GetRequiredService<ModelPack>(), Onnx(provider)));
        services.AddSingleton<IRegionEmbedder>(provider => new RegionEmbedder(provider.GetRequiredService<ModelPack>(), Onnx(provider)));
        services.AddSingleton(provider => new QueryEncoder(provider.GetRequiredService<ModelPack>(), Onnx(provider)));
        services.AddSingleton<ConceptLexicon>();
        services.AddSingleton<ConceptEncoder>();
        return services;
    }

    /// <summary>
    /// Loads the networks when the host starts. Health check <c>models</c>, tagged <c>ready</c> and <c>startup</c>.
    /// </summary>
    public static IServiceCollection AddModelWarmup(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ModelWarmup(
            provider.GetRequiredService<ITextDetector>,
            provider.GetRequiredService<IRegionEmbedder>,
            provider.GetRequiredService<QueryEncoder>,
            provider.GetRequiredService<ConceptLexicon>));
        services.AddHostedService(provider => provider.GetRequiredService<ModelWarmup>());
        services.AddHealthChecks().AddCheck<ModelWarmup>(ModelWarmup.CheckName, tags: ["ready", "startup"]);
        return services;
    }

    private static OnnxOptions Onnx(IServiceProvider provider) => provider.GetRequiredService<IOptions<OnnxOptions>>().Value;
}
