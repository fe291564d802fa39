using System.CommandLine;
using System.Text.Json;
using Indexing.Search.Scenes;
using Indexing.Standalone.Rendering;
using Indexing.Standalone.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>summarize</c>: what a picture shows, in a few words.</summary>
internal static class SummarizeCommand
{
    private static readonly Argument<string> Picture = SceneOptions.Picture();
    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<int> Words = CommonOptions.Number(
        "--words", "How many words at most.", 3, 1, VisualVocabulary.MostWords);

    private static readonly Option<bool> Json = SceneOptions.Json();

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File for a copy of the picture with the words written into it (.jpg); for PICTURE only.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "summarize", "Says in a few words what a picture shows: the words whose sum comes nearest to it. Needs a sentence pack.")
        {
            Picture, Index, Tenant, Words, Json, Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(Picture);
        if (arguments.GetValue(Out) is not null && !File.Exists(name))
            throw new UsageException($"--out draws into a copy of a file, and '{name}' is none.");
        using var session = await SceneSession.StartForAsync(name, arguments.GetRequiredValue(Index), cancellationToken);
        var picture = await session.ReadAsync(name, arguments.GetRequiredValue(Tenant), cancellationToken);
        var summary = session.Services.GetRequiredService<VisualVocabulary>()
            .Summarize(picture.Vector.Span, arguments.GetRequiredValue(Words));
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(summary, JsonSerializerOptions.Web));
        else
            SceneView.Write(summary);
        if (arguments.GetValue(Out) is { } file)
            await ActivatorUtilities.CreateInstance<SummaryPicture>(session.Services).WriteAsync(name, summary, file, cancellationToken);
        return summary.Words.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
    }
}
