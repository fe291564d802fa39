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
    /// Adds the decoder, the detector, the region embedder and the query encoder of the configured model pack. Networks are loaded when
    /// they are first asked for.
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
        return services;
    }

    private static OnnxOptions Onnx(IServiceProvider provider) => provider.GetRequiredService<IOptions<OnnxOptions>>().Value;
}
