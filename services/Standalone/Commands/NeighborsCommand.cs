using System.CommandLine;
using System.Text.Json;
using Indexing.Search.Scenes;
using Indexing.Standalone.Rendering;
using Indexing.Standalone.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>neighbors</c>: words for what looks like another word or is seen with it.</summary>
internal static class NeighborsCommand
{
    private static readonly Argument<string> Word = new("word")
    {
        Description = "A noun or an adjective that the sentence pack knows.",
        HelpName = "WORD",
    };

    private static readonly Option<int> Top = CommonOptions.Number("--top", "How many words at most.", 10, 1, 100);
    private static readonly Option<bool> Json = SceneOptions.Json();

    public static Command Create()
    {
        var command = new Command(
            "neighbors", "Words for what looks like this or is seen together with it. Needs a sentence pack, no index.")
        {
            Word, Top, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var session = await SceneSession.StartAsync(cancellationToken);
        var neighbors = session.Services.GetRequiredService<VisualVocabulary>()
            .Neighbors(arguments.GetRequiredValue(Word), arguments.GetRequiredValue(Top));
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(neighbors, JsonSerializerOptions.Web));
        else
            SceneView.Write(neighbors);
        return ExitCode.Success;
    }
}
