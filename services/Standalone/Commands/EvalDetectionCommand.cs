using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval detection</c>: precision and recall of the word boxes.</summary>
internal static class EvalDetectionCommand
{
    private static readonly Option<double?> MinScore = CommonOptions.Score(
        "--min-score", "Smallest detection score that counts; default: the pack's threshold for display. Retrieval keeps weaker boxes.");

    public static Command Create()
    {
        var command = new Command("detection", "Precision, recall and F1 of the word boxes at an overlap of one half.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Limit, EvalOptions.Holdout, MinScore,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        var minScore = arguments.GetValue(MinScore) ?? host.Services.GetRequiredService<ModelPack>().Description.Detector.DisplayThreshold;
        var run = host.Services.GetRequiredService<DetectionRun>();
        var (counts, rate) = await ProgressDisplay.RunAsync(
            "detecting", "images", set.Images.Count, advance => run.RunAsync(set, minScore, advance, cancellationToken));
        var report = new DetectionReport
        {
            Precision = counts.Precision,
            Recall = counts.Recall,
            F1 = counts.F1,
            Images = set.Images.Count,
            ImagesPerSecond = rate,
        };
        EvaluationView.Write(report, minScore, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }
}
