using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.Vision.Sentences;

/// <summary>Registers sentences.</summary>
public static class SentencesServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="SentenceModels"/>: the configured sentence pack, or none. Networks are loaded when they are first asked for, on the
    /// device that <c>AddVision</c> adds.
    /// </summary>
    public static IServiceCollection AddSentences(this IServiceCollection services) =>
        services.AddSingleton(provider =>
        {
            var models = new SentenceModels(
                provider.GetRequiredService<IOptions<InferenceOptions>>().Value, provider.GetRequiredService<InferenceDevice>);
            var logger = provider.GetRequiredService<ILogger<SentenceModels>>();
            if (models.Available)
                logger.SeesScenes(models.Pack.Id, models.Pack.Description.Licence);
            else
                logger.WordsOnly();
            return models;
        });
}
