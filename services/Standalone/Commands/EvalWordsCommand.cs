using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval words</c>: retrieval and reading of word crops, without detection.</summary>
internal static class EvalWordsCommand
{
    public static Command Create()
    {
        var command = new Command("words", "Mean average precision and reading accuracy on word crops, without detection.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Out, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments).WithWordQueries();
        using var host = await EvaluationHost.StartAsync(
            set, services => services.AddSingleton<ITextDetector, WholePictureDetector>(), cancellationToken);
        await using var rankings = EvalOptions.OpenOut(arguments);
        var (report, readings) = await RetrievalRun.RunAsync(host.Services, set, rankings, cancellationToken);
        report = report with { Accuracy = WordsEvaluation.Accuracy(set.Images, readings) };
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }
}
