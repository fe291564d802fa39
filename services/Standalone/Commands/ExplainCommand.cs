using System.CommandLine;
using System.Text.Json;
using Indexing.Standalone.Explanation;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>explain</c>: what is made of the words of one picture.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Picture = new("picture") { Description = "A .jpg, .png or .webp file.", HelpName = "FILE" };

    private static readonly Option<bool> IsWord = new("--word")
    {
        Description = "The whole picture is one word; nothing is searched for in it.",
    };

    private static readonly Option<double?> MinScore = CommonOptions.Score(
        "--min-score", "Regions that the detector scores lower are left out; default: the model pack's threshold for words.");

    private static readonly Option<bool> Json = CommonOptions.Json("Print one JSON object instead of a table.");

    public static Command Create()
    {
        var command = new Command(
            "explain", "Shows how the words of a picture may be read and which concepts they stand for; needs no index.")
        {
            Picture, IsWord, MinScore, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var host = await Composition.StartVisionAsync(cancellationToken);
        var explainer = host.Services.GetRequiredService<PictureExplainer>();
        var words = await explainer.ExplainAsync(
            arguments.GetRequiredValue(Picture), arguments.GetValue(IsWord), arguments.GetValue(MinScore), cancellationToken);
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(words, JsonSerializerOptions.Web));
        else
            ExplanationView.Write(words);
        return words.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
    }
}
