using System.CommandLine;
using Indexing.Standalone.Evaluation;
using Indexing.Standalone.Rendering;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval gallery</c>: whether sentences drown words, or words sentences, where one index has pictures for both.</summary>
internal static class EvalGalleryCommand
{
    private static readonly Option<string> Words = new("--words")
    {
        Description = "Set of photographs with marked words: images/, gt.jsonl and queries.jsonl.",
        Required = true,
        HelpName = "DIR",
    };

    private static readonly Option<string> Captions = new("--captions")
    {
        Description = "Set of pictures with captions: images/ and gt.jsonl.",
        Required = true,
        HelpName = "DIR",
    };

    private static readonly Option<int> Limit = CommonOptions.Number(
        "--limit", "Use at most this many images of each set.", int.MaxValue, 1, int.MaxValue);

    public static Command Create()
    {
        var command = new Command(
            "gallery",
            "Two sets in one index: what mode auto keeps of the word queries' mAP and of the sentences' R@10, and mixed questions.")
        {
            Words, Captions, EvalCaptionsCommand.Split, Limit, EvalOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var limit = arguments.GetRequiredValue(Limit);
        var words = EvaluationSet.Read(arguments.GetRequiredValue(Words), holdout: 1, limit);
        if (words.Queries.Count == 0)
            throw new UsageException("The set of --words has no queries that its images answer: queries.jsonl is missing or empty.");
        var captions = EvaluationSet.Read(arguments.GetRequiredValue(Captions), holdout: 1, limit: int.MaxValue)
            .WithCaptions(arguments.GetRequiredValue(EvalCaptionsCommand.Split), limit);
        var composed = Directory.CreateTempSubdirectory("indexing-composed-").FullName;
        try
        {
            using var host = await EvaluationHost.StartAsync(
                [words.ImageDirectory, captions.ImageDirectory, composed], adjust: null, cancellationToken);
            var report = await MeasureAsync(host.Services, words, captions, composed, cancellationToken);
            EvaluationView.Write(report, arguments.GetValue(EvalOptions.Json));
            return ExitCode.Success;
        }
        finally
        {
            Directory.Delete(composed, recursive: true);
        }
    }

    private static async Task<FusionReport> MeasureAsync(
        IServiceProvider services, EvaluationSet words, EvaluationSet captions, string composed, CancellationToken cancellationToken)
    {
        // Now: without a pack the command ends before it indexes anything.
        var pack = services.GetRequiredService<SentenceModels>().Pack;
        var evaluation = services.GetRequiredService<FusionEvaluation>();
        await IndexAsync(services, words, cancellationToken);
        await IndexAsync(services, captions, cancellationToken);
        var images = words.Images.Count + captions.Images.Count;
        var byWords = await ProgressDisplay.RunAsync(
            "searching", "words", words.Queries.Count,
            advance => evaluation.AskWordsAsync(words.Queries, images, advance, cancellationToken));
        var sentences = captions.Images.SelectMany(
            static image => image.Captions.Select(text => new EvaluationQuery { Query = text, Relevant = [image.Image] })).ToList();
        var bySentences = await ProgressDisplay.RunAsync(
            "searching", "sentences", sentences.Count, advance => evaluation.AskSentencesAsync(sentences, advance, cancellationToken));
        var mixed = await services.GetRequiredService<ComposedPictures>().WriteAsync(words, captions, composed, cancellationToken);
        await IndexAsync(services, SetOf(composed, mixed), cancellationToken);
        var byBoth = await ProgressDisplay.RunAsync(
            "searching", "mixed questions", mixed.Count, advance => evaluation.AskMixedAsync(mixed, advance, cancellationToken));
        return new FusionReport
        {
            WordMap = byWords.Words,
            WordMapFused = byWords.Fused,
            WordsKept = byWords.Fused / byWords.Words,
            WordsAskedScenes = byWords.AskedScenes,
            SentenceRecall10 = bySentences.Sentences,
            SentenceRecall10Fused = bySentences.Fused,
            SentencesKept = bySentences.Fused / bySentences.Sentences,
            SentencesAskedScenes = bySentences.AskedScenes,
            Mixed = byBoth,
            Pack = pack.Id,
            Images = images,
            WordQueries = words.Queries.Count,
            Sentences = sentences.Count,
            MixedQuestions = mixed.Count,
        };
    }

    private static EvaluationSet SetOf(string folder, IReadOnlyList<ComposedPicture> pictures) => new()
    {
        ImageDirectory = folder,
        Images = [.. pictures.Select(static picture => new EvaluationImage { Image = picture.Image })],
        Queries = [],
    };

    private static async Task IndexAsync(IServiceProvider services, EvaluationSet set, CancellationToken cancellationToken)
    {
        var gallery = services.GetRequiredService<Gallery>();
        var indexed = await ProgressDisplay.RunAsync(
            "indexing", "images", set.Images.Count, advance => gallery.IndexAsync(set, advance, cancellationToken));
        EvaluationView.WriteRejected(indexed);
    }
}
