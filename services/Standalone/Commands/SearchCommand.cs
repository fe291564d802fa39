using System.CommandLine;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.Search;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Commands;

/// <summary><c>search</c>: pictures that show a word.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string[]> Words = new("words")
    {
        Description = "The word, or words that stand together; case and punctuation do not matter.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "WORDS",
    };

    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<string[]> Tags = CommonOptions.Tags("Only pictures that carry all of these tags.");
    private static readonly Option<int> Top = CommonOptions.Number("--top", "How many pictures at most.", 20, 1, 1000);
    private static readonly Option<double?> MinScore = CommonOptions.Score(
        "--min-score", "Smallest score shown; default: the threshold of the mode. 0 shows everything.");

    private static readonly Option<SearchMode> Mode = new("--mode")
    {
        Description = "exact: pictures that show this word; similar: or one spelled nearly so; concept: a word for this kind of thing.",
        DefaultValueFactory = _ => SearchMode.Exact,
        HelpName = "exact|similar|concept",
    };

    private static readonly Option<bool> Json = CommonOptions.Json("Print the answer as JSON, in the form of POST /v1/search.");

    private static readonly Option<string?> Show = new("--show")
    {
        Description = "Folder for copies of the pictures found, with the word framed.",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command(
            "search", "Finds pictures by a word in them. Exit code 4 when nothing is found; all codes: see indexing --help.")
        {
            Words, Index, Tenant, Tags, Top, Mode, MinScore, Json, Show,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index)).MustExist();
        using var host = await Composition.StartLocalAsync(index, index.ReadableFolders(), adjust: null, cancellationToken);
        var search = host.Services.GetRequiredService<SearchService>();
        var request = Read(arguments);
        var response = await search.SearchAsync(request, cancellationToken);
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(response, JsonSerializerOptions.Web));
        else if (response.Hits.Count > 0)
            SearchResponseView.Write(response, Environment.CurrentDirectory);
        else
        {
            var nearest = await NearestAsync(search, request, cancellationToken);
            SearchResponseView.WriteNothingFound(response, nearest, Environment.CurrentDirectory);
        }

        if (arguments.GetValue(Show) is { } folder)
            await ShowAsync(host, response.Hits, folder, cancellationToken);
        return response.Hits.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
    }

    private static SearchRequest Read(ParseResult arguments) => new()
    {
        Query = string.Join(' ', arguments.GetRequiredValue(Words)),
        Tenant = arguments.GetRequiredValue(Tenant),
        Mode = arguments.GetValue(Mode),
        Top = arguments.GetRequiredValue(Top),
        MinScore = arguments.GetValue(MinScore),
        Tags = arguments.GetRequiredValue(Tags),
    };

    /// <summary>What came nearest when nothing reached the threshold.</summary>
    public static async Task<SearchHit?> NearestAsync(SearchService search, SearchRequest request, CancellationToken cancellationToken)
    {
        var anything = await search.SearchAsync(request with { MinScore = 0, Top = 1 }, cancellationToken);
        return anything.Hits.Count > 0 ? anything.Hits[0] : null;
    }

    private static async Task ShowAsync(IHost host, IReadOnlyList<SearchHit> hits, string folder, CancellationToken cancellationToken)
    {
        var pictures = host.Services.GetRequiredService<HitPictures>();
        foreach (var written in await pictures.WriteAsync(hits, Path.GetFullPath(folder), "", cancellationToken))
            await Console.Error.WriteLineAsync(written);
    }
}
