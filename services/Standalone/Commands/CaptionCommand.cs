using System.CommandLine;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.Search.Scenes;
using Indexing.Standalone.Rendering;
using Indexing.Standalone.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>caption</c>: sentences that describe a picture.</summary>
internal static class CaptionCommand
{
    private static readonly Argument<string> Picture = SceneOptions.Picture();
    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<int> Top = CommonOptions.Number(
        "--top", "How many sentences at most.", 5, 1, CaptionRanker.MostCaptions);

    private static readonly Option<bool> Json = SceneOptions.Json();

    private static readonly Option<string?> Captions = new("--captions")
    {
        Description = "File with the sentences to rank, one a line; default: the known captions (metadata caption or captions) of the "
            + "pictures of --index that look most alike.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "caption", "Ranks sentences by how well they describe a picture. Needs a sentence pack. Exit code 4 when no caption is known.")
        {
            Picture, Captions, Index, Tenant, Top, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (name, index) = (arguments.GetRequiredValue(Picture), arguments.GetRequiredValue(Index));
        var sentences = await ReadCaptionsAsync(arguments, cancellationToken);
        using var session = sentences is null
            ? await SceneSession.StartAsync(index, cancellationToken)
            : await SceneSession.StartForAsync(name, index, cancellationToken);
        var picture = await session.ReadAsync(name, arguments.GetRequiredValue(Tenant), cancellationToken);
        var ranked = await RankAsync(arguments, session, picture, sentences, cancellationToken);
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(ranked, JsonSerializerOptions.Web));
        else
            SceneView.Write(ranked);
        return ranked.Captions.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
    }

    private static async Task<IReadOnlyList<string>?> ReadCaptionsAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Captions) is not { } file)
            return null;
        if (!File.Exists(file))
            throw new UsageException($"--captions: there is no file '{file}'.");
        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        return [.. lines.Where(static line => !string.IsNullOrWhiteSpace(line))];
    }

    private static async Task<RankedCaptions> RankAsync(
        ParseResult arguments, SceneSession session, AskedPicture picture, IReadOnlyList<string>? sentences,
        CancellationToken cancellationToken)
    {
        var (ranker, top) = (session.Services.GetRequiredService<CaptionRanker>(), arguments.GetRequiredValue(Top));
        if (sentences is not null)
            return ranker.Rank(picture.Vector, sentences, top, cancellationToken);
        var known = await session.Services.GetRequiredService<KnownCaptions>().FindAsync(
            arguments.GetRequiredValue(Tenant), picture.Vector, picture.Image?.Key.ImageId, cancellationToken);
        return ranker.Rank(picture.Vector, known, top, cancellationToken);
    }
}
