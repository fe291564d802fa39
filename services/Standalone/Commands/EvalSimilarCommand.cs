using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore;
using Indexing.Vision.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval similar</c>: how well scores follow edit similarity when nothing matches exactly.</summary>
internal static class EvalSimilarCommand
{
    public static Command Create()
    {
        var command = new Command(
            "similar", "Ranking by edit similarity for queries one or two edits away from words of the set, beside reading and comparing.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        var queries = SimilarQueries.Of(set.Images.SelectMany(image => image.Texts()));
        if (queries.Count == 0)
            throw new UsageException("The set has no legible word of four and more characters.");
        using var host = await EvaluationHost.StartAsync(set, services => AdjustTo(set, services), cancellationToken);
        var gallery = host.Services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);
        var truth = await TruthIndex.CreateAsync(set, host.Services.GetRequiredService<IVectorStore>(), cancellationToken);
        var evaluation = host.Services.GetRequiredService<SimilarEvaluation>();
        var (search, transcription, words) = await ProgressDisplay.RunAsync(
            "searching", "queries", queries.Count, advance => evaluation.RunAsync(set, truth, queries, advance, cancellationToken));
        var report = new SimilarReport
        {
            Ndcg10 = search[0],
            Ndcg10Transcription = transcription[0],
            Spearman = search[1],
            SpearmanTranscription = transcription[1],
            Images = set.Images.Count,
            Queries = queries.Count,
            Words = words,
            ImagesPerSecond = indexed.ImagesPerSecond,
        };
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }

    /// <summary>Word crops are cut already.</summary>
    private static void AdjustTo(EvaluationSet set, IServiceCollection services)
    {
        if (set.Images.Any(image => image.Text is not null))
            services.AddSingleton<ITextDetector, WholePictureDetector>();
    }
}
