using System.CommandLine;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Concepts;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval mixed</c>: every mode asked every kind of question.</summary>
internal static class EvalMixedCommand
{
    private static readonly SearchMode[] WordModes =
        [SearchMode.Exact, SearchMode.Similar, SearchMode.Concept, SearchMode.Part, SearchMode.Auto];

    public static Command Create()
    {
        var command = new Command(
            "mixed", "Words, typing errors, pieces, concepts, several words and what is nowhere: what each mode makes of them.")
        {
            EvalOptions.Set, EvalOptions.Json, EvalOptions.Limit, EvalOptions.Holdout, EvalOptions.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var set = EvalOptions.Read(arguments);
        using var host = await EvaluationHost.StartAsync(set, adjust: null, cancellationToken);
        var queries = MixedQueries.Of(set, host.Services.GetRequiredService<ConceptLexicon>());
        var gallery = host.Services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);
        await using var answers = EvalOptions.OpenOut(arguments);
        var modes = new Dictionary<string, MixedScores>();
        foreach (var mode in WordModes)
            modes[mode.ToString().ToLowerInvariant()] = await MeasureAsync(host.Services, mode, queries, answers, cancellationToken);
        var picture = await ProgressDisplay.RunAsync(
            "searching", "pictures", PictureEvaluation.Count(set),
            advance => host.Services.GetRequiredService<PictureEvaluation>().RunAsync(set, advance, cancellationToken));
        var report = new MixedReport
        {
            Modes = modes,
            Picture = picture,
            Images = set.Images.Count,
            Queries = queries.CountBy(query => query.Kind.ToString().ToLowerInvariant()).ToDictionary(),
        };
        EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }

    private static async Task<MixedScores> MeasureAsync(
        IServiceProvider services, SearchMode mode, IReadOnlyList<MixedQuery> queries, TextWriter? answers,
        CancellationToken cancellationToken)
    {
        var writing = new Lock();
        var evaluation = services.GetRequiredService<MixedEvaluation>();
        return await ProgressDisplay.RunAsync("searching", "queries", queries.Count, advance => evaluation.RunAsync(
            mode, queries, (query, response) => Note(query, response, advance), cancellationToken));

        void Note(MixedQuery query, SearchResponse? response, Action advance)
        {
            lock (writing)
                answers?.WriteLine(JsonSerializer.Serialize(new { mode, query, response }, JsonSerializerOptions.Web));
            advance();
        }
    }
}
