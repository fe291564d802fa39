using System.CommandLine;
using Indexing.Search.Scenes;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval summaries</c>: words for pictures, beside what their captions name.</summary>
internal static class EvalSummariesCommand
{
    private static readonly Option<string> Split = new("--split")
    {
        Description = "Part of the set; frequencies are counted in the other parts, if there are any.",
        DefaultValueFactory = static _ => "dev",
        HelpName = "NAME",
    };

    private static readonly Option<int> Words = CommonOptions.Number("--words", "Words of a summary.", 3, 1, VisualVocabulary.MostWords);

    public static Command Create()
    {
        var command = new Command(
            "summaries", "Summaries against the nouns and adjectives of the captions, and how well true tags are told from replaced ones.")
        {
            EvalOptions.Set, Split, Words, EvalOptions.Json, EvalOptions.Limit,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (split, k) = (arguments.GetRequiredValue(Split), arguments.GetRequiredValue(Words));
        var all = EvaluationSet.Read(arguments.GetRequiredValue(EvalOptions.Set), holdout: 1, limit: int.MaxValue);
        var set = all.WithCaptions(split, arguments.GetRequiredValue(EvalOptions.Limit));
        using var host = await Composition.StartVisionAsync(cancellationToken);
        var models = host.Services.GetRequiredService<SentenceModels>();
        var reader = ActivatorUtilities.CreateInstance<DescribedScenes>(host.Services, TimeProvider.System);
        var (scenes, rate) = await ProgressDisplay.RunAsync(
            "looking", "images", set.Images.Count, advance => reader.ReadAsync(set, advance, cancellationToken));
        var frequencies = Frequencies(all, set, split, models.Words);
        var evaluation = ActivatorUtilities.CreateInstance<SummaryEvaluation>(host.Services);
        var (methods, limit) = evaluation.Summaries(scenes, k, frequencies);
        var tags = evaluation.Tags(scenes, frequencies);
        var report = new SummaryReport
        {
            Methods = methods,
            RecallLimit = limit,
            K = k,
            TagAuc = tags.Product.Auc(),
            TagAucFrequency = tags.Frequency.Auc(),
            TrueTagsKept = tags.TrueKept,
            ReplacedTagsDoubted = tags.ReplacedDoubted,
            Tags = tags.Product.Count,
            Images = scenes.Count,
            Words = models.Words.Words.Count,
            Pack = models.Pack.Id,
            ImagesPerSecond = rate,
        };
        SummaryReportView.Write(report, arguments.GetValue(EvalOptions.Json));
        return ExitCode.Success;
    }

    /// <summary>Of the other parts: nobody who chooses the most frequent words has seen the captions that are asked for.</summary>
    private static Dictionary<string, int> Frequencies(EvaluationSet all, EvaluationSet set, string split, WordVectors known)
    {
        List<EvaluationImage> others = [.. all.Images.Where(image => image.Split != split)];
        return SummaryEvaluation.Frequencies((others.Count > 0 ? others : set.Images)
            .Select(image => CaptionWords.Of(image.Captions, word => known.IndexOf(word) >= 0)));
    }
}
