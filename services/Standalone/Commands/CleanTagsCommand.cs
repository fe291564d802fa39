using System.CommandLine;
using System.Text.Json;
using Indexing.Search.Scenes;
using Indexing.Standalone.Rendering;
using Indexing.Standalone.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>clean-tags</c>: which tags of a picture it bears out.</summary>
internal static class CleanTagsCommand
{
    private static readonly Argument<string> Picture = SceneOptions.Picture();
    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<int> Proposals = CommonOptions.Number(
        "--proposals", "How many other words are proposed at most.", 3, 0, VisualVocabulary.MostWords);

    private static readonly Option<bool> Json = SceneOptions.Json();

    private static readonly Option<string?> Tags = new("--tags")
    {
        Description = "The tags, separated by commas; default: those that the picture of the index was announced with.",
        HelpName = "\"TAG, TAG\"",
    };

    public static Command Create()
    {
        var command = new Command(
            "clean-tags", "Says which tags a picture bears out, and which words fit it; changes nothing. Needs a sentence pack.")
        {
            Picture, Tags, Index, Tenant, Proposals, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(Picture);
        var given = arguments.GetValue(Tags)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given is null && File.Exists(name))
            throw new UsageException("A file has no tags; name them: --tags \"crane, london\".");
        using var session = await SceneSession.StartForAsync(name, arguments.GetRequiredValue(Index), cancellationToken);
        var picture = await session.ReadAsync(name, arguments.GetRequiredValue(Tenant), cancellationToken);
        var cleaned = session.Services.GetRequiredService<TagCleaner>()
            .Clean(picture.Vector.Span, given ?? picture.Image!.Tags, arguments.GetRequiredValue(Proposals));
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(cleaned, JsonSerializerOptions.Web));
        else
            SceneView.Write(cleaned);
        return ExitCode.Success;
    }
}
