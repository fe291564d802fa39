using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Concepts;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval concepts</c>: meanings of word images, beside reading them and looking the reading up.</summary>
internal static class EvalConceptsCommand
{
    private const string Synthetic = "synthetic";

    private static readonly Option<string> Set = new("--set")
    {
        Description = "Folder of word crops (images/, gt.jsonl), or synthetic: 800 nouns that no training has seen.",
        Required = true,
        HelpName = "DIR|synthetic",
    };

    public static Command Create()
    {
        var command = new Command(
            "concepts", "How well the concepts of words are recognised, clean and degraded, beside reading them and looking them up.")
        {
            Set, EvalOptions.Json, EvalOptions.Limit, EvalOptions.Holdout,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(Set);
        var isPart = arguments.GetResult(EvalOptions.Limit) is { Implicit: false }
            || arguments.GetResult(EvalOptions.Holdout) is { Implicit: false };
        if (name == Synthetic && isPart)
            throw new UsageException("--limit and --holdout are for folders; synthetic is always measured as a whole.");
        var set = name == Synthetic ? null : EvaluationSet.Read(
            name, arguments.GetRequiredValue(EvalOptions.Holdout), arguments.GetRequiredValue(EvalOptions.Limit));
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        var reader = host.Services.GetRequiredService<ConceptWords>();
        var (clean, degraded) = (await ReadAsync(degraded: false), await ReadAsync(degraded: true));
        if (clean.Count == 0)
            throw new UsageException("No word crop of the set is a noun of the dictionary.");
        var evaluation = new ConceptEvaluation(host.Services.GetRequiredService<ConceptLexicon>());
        var (asTheyAre, worse) = (evaluation.Measure(clean), evaluation.Measure(degraded));
        var report = new ConceptReport
        {
            Map = asTheyAre["product"].Map,
            Precision1 = asTheyAre["product"].Precision1,
            MapTranscription = asTheyAre["transcription"].Map,
            Clean = asTheyAre,
            Degraded = worse,
            Words = clean.Count,
            UnseenWords = clean.Count(word => word.IsUnseen),
            Concepts = ConceptEvaluation.Searched(clean).Count,
        };
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;

        Task<List<ConceptWord>> ReadAsync(bool degraded) => set is null
            ? reader.ReadSyntheticAsync(degraded, cancellationToken)
            : reader.ReadAsync(set, degraded, cancellationToken);
    }
}
