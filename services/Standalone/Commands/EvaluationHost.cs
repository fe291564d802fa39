using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Localisation;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Commands;

/// <summary>The product over a temporary index that is removed at the end.</summary>
internal sealed class EvaluationHost : IDisposable
{
    private readonly string _directory;
    private readonly IHost _host;

    private EvaluationHost(string directory, IHost host) => (_directory, _host) = (directory, host);

    /// <summary>The parts of the product and of the evaluation.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts it and loads the models, so that they are not part of any measured time.</summary>
    /// <param name="set">The set whose images are read; <see langword="null"/>: none.</param>
    /// <param name="adjust">Changes of the parts.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<EvaluationHost> StartAsync(
        EvaluationSet? set, Action<IServiceCollection>? adjust, CancellationToken cancellationToken) =>
        StartAsync([set?.ImageDirectory ?? AppContext.BaseDirectory], adjust, cancellationToken);

    /// <summary>The same with images of several folders.</summary>
    public static async Task<EvaluationHost> StartAsync(
        IReadOnlyList<string> folders, Action<IServiceCollection>? adjust, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("indexing-eval-").FullName;
        var host = await Composition.StartPlainAsync(
            new IndexDirectory(directory), folders, services => Add(services, adjust), cancellationToken);
        host.Services.GetRequiredService<ITextDetector>();
        host.Services.GetRequiredService<IRegionEmbedder>();
        host.Services.GetRequiredService<QueryEncoder>();
        return new EvaluationHost(directory, host);
    }

    public void Dispose()
    {
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Add(IServiceCollection services, Action<IServiceCollection>? adjust)
    {
        services.AddSingleton<Gallery>()
            .AddSingleton<QueryScorer>()
            .AddSingleton<DetectionRun>()
            .AddSingleton<PictureWordsReader>()
            .AddSingleton<LocalizationRun>()
            .AddSingleton<ConceptWords>()
            .AddSingleton<SimilarEvaluation>()
            .AddSingleton<MixedEvaluation>()
            .AddSingleton<PictureEvaluation>()
            .AddSingleton<CaptionEvaluation>()
            .AddSingleton<FusionEvaluation>()
            .AddSingleton<ComposedPictures>()
            .AddSingleton<EvidenceExport>();
        adjust?.Invoke(services);
    }
}
