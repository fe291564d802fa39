using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval retrieval</c>: mean average precision on whole photographs.</summary>
internal static class EvalRetrievalCommand
{
    public static Command Create()
    {
        var command = new Command(
            "retrieval", "Mean average precision of finding photographs by a word, beside two baselines on the same detections.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Out, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        if (set.Queries.Count == 0)
            throw new UsageException("The set has no queries that its images answer: queries.jsonl is missing or empty.");
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        await using var rankings = EvalOptions.OpenOut(arguments);
        var (report, _) = await RetrievalRun.RunAsync(host.Services, set, rankings, cancellationToken);
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }
}
