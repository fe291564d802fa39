using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Detection;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval captions</c>: sentences and the pictures that they describe.</summary>
internal static class EvalCaptionsCommand
{
    /// <summary>Names of the parts as the sets write them.</summary>
    public static readonly Option<string> Split = new("--split")
    {
        Description = "Part of the captioned set.",
        DefaultValueFactory = static _ => "dev",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new Command(
            "captions", "R@1, R@5, R@10 and median rank of finding a picture by a sentence that describes it, and of the reverse.")
        {
            EvalOptions.Set, Split, EvalOptions.Json, EvalOptions.Limit,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvaluationSet.Read(arguments.GetRequiredValue(EvalOptions.Set), holdout: 1, limit: int.MaxValue)
            .WithCaptions(arguments.GetRequiredValue(Split), arguments.GetRequiredValue(EvalOptions.Limit));
        using var host = await EvaluationHost.StartAsync(
            set, static services => services.AddSingleton<ITextDetector, NoTextDetector>(), cancellationToken);
        // Now: without a pack the command ends before it indexes anything.
        host.Services.GetRequiredService<SentenceModels>().Pack.ToString();
        var gallery = host.Services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);
        var evaluation = host.Services.GetRequiredService<CaptionEvaluation>();
        var report = await ProgressDisplay.RunAsync(
            "searching", "sentences", set.Images.Sum(image => image.Captions.Count),
            advance => evaluation.RunAsync(set, indexed.ImagesPerSecond, advance, cancellationToken));
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }
}
