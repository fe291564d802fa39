using System.CommandLine;
using Indexing.Search;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval evidence</c>: what the training needs to fit the relevance weights on the product's own detections.</summary>
internal static class EvalEvidenceCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "File for the evidence, one JSON object a line.",
        Required = true,
        HelpName = "FILE",
    };

    private static readonly Option<bool> Similar = new("--similar")
    {
        Description = "Ask the queries of eval similar, one or two edits away from words of the set, instead of the set's own.",
    };

    public static Command Create()
    {
        var command = new Command(
            "evidence", "Advanced: writes the evidence of every candidate word of every query, for the fit of the relevance weights.")
        {
            EvalOptions.Set, Out, Similar, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        var channel = arguments.GetValue(Similar) ? SearchChannel.Similar : SearchChannel.Exact;
        if (channel == SearchChannel.Similar)
            set = set.WithSimilarQueries();
        if (set.Queries.Count == 0)
            throw new UsageException("The set has no queries that its images answer: queries.jsonl is missing or empty.");
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        var gallery = host.Services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);
        var path = Path.GetFullPath(arguments.GetRequiredValue(Out));
        await using var output = new StreamWriter(path);
        var lines = await host.Services.GetRequiredService<EvidenceExport>().WriteAsync(set, channel, output, cancellationToken);
        await Console.Out.WriteLineAsync($"{lines} lines for {set.Queries.Count} queries: {path}");
        return ExitCode.Success;
    }
}
