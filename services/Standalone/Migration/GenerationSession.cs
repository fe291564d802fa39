using Indexing.BlobStore;
using Indexing.Generations;
using Indexing.Ingest;
using Indexing.Ingest.Migration;
using Indexing.Search;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone.Migration;

/// <summary>The generations of an index and the parts to work on two of them.</summary>
internal sealed class GenerationSession(IHost host) : IDisposable
{
    private readonly GenerationFactory _factory = host.Services.GetRequiredService<GenerationFactory>();

    /// <summary>The generations.</summary>
    public IGenerations Generations { get; } = host.Services.GetRequiredService<IGenerations>();

    /// <summary>Fails now if a model pack of the set is not installed.</summary>
    /// <exception cref="ModelPackException">It is neither the configured one nor beside it; says where it would be.</exception>
    public void DemandInstalled(string model)
    {
        var configured = host.Services.GetRequiredService<IOptions<InferenceOptions>>().Value;
        ModelSet.Locate(new InferenceOptions { ModelPack = configured.ModelPack, SentencePack = configured.SentencePack }, model);
    }

    /// <summary>Opens a generation; the caller disposes it.</summary>
    public ServiceProvider Open(Generation generation) => _factory.Create(generation);

    /// <summary>What brings one generation up to date with another.</summary>
    public GenerationCopy Copy(IServiceProvider source, IServiceProvider target) => new(
        source.GetRequiredService<IVectorStore>(),
        target.GetRequiredService<IVectorStore>(),
        target.GetRequiredService<ModelSet>().Id,
        target.GetRequiredService<ImageIngestor>(),
        ActivatorUtilities.CreateInstance<CarriedWords>(target),
        host.Services.GetServices<IBlobStore>(),
        TimeProvider.System,
        host.Services.GetRequiredService<ILogger<GenerationCopy>>());

    /// <summary>The read path of a generation.</summary>
    public static SearchService SearchOf(IServiceProvider generation) => generation.GetRequiredService<SearchService>();

    public void Dispose() => host.Dispose();
}
