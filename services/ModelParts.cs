using Indexing.BlobStore;
using Indexing.Generations;
using Indexing.Ingest;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Hosting;

/// <summary>What of a host belongs to one generation of its index. Compiled into each host.</summary>
internal static class ModelParts
{
    /// <summary>The networks of the generation's own model packs, which may be others than the configured ones.</summary>
    public static IServiceCollection AddModel(this IServiceCollection parts, Generation generation) => parts
        .AddVision()
        .PostConfigure<InferenceOptions>(options => ModelSet.Locate(options, generation.Model));

    /// <summary>The write path, with the blob stores of the process.</summary>
    public static IServiceCollection AddWritePath(this IServiceCollection parts, IServiceProvider process)
    {
        foreach (var store in process.GetServices<IBlobStore>())
            parts.AddSingleton(store);
        return parts.AddIngest();
    }

    /// <summary>What the process takes from the generation in use to write.</summary>
    public static GenerationsBuilder FollowWritePath(this GenerationsBuilder generations) =>
        generations.Follow<ModelSet>().Follow<ImageIngestor>();

    /// <summary>Id of the model packs of a generation's parts.</summary>
    public static string ModelOf(IServiceProvider parts) => parts.GetRequiredService<ModelSet>().Id;
}
