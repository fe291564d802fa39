using System.CommandLine;
using Indexing.Search.Localisation;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval localization</c>: how well phrases are found in their pictures.</summary>
internal static class EvalLocalizationCommand
{
    public static Command Create()
    {
        var command = new Command(
            "localization", "Whether the best place of a phrase points at the thing, and overlaps its box by one half.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        if (!set.Images.Any(image => image.Phrases.Count > 0))
            throw new UsageException("The set has no phrases: no line of gt.jsonl has \"phrases\".");
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        if (!host.Services.GetRequiredService<PhraseLocator>().SeesThings)
            throw new UsageException("Things are located by a sentence pack with a map: set Inference__SentencePack to its directory.");
        var run = host.Services.GetRequiredService<LocalizationRun>();
        var (counts, rate) = await ProgressDisplay.RunAsync(
            "locating", "images", set.Images.Count, advance => run.RunAsync(set, advance, cancellationToken));
        var report = new LocalizationReport
        {
            All = counts.All,
            BySource = counts.BySource,
            BySize = counts.BySize,
            Baselines = counts.Baselines,
            Images = set.Images.Count,
            ImagesPerSecond = rate,
        };
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }
}
