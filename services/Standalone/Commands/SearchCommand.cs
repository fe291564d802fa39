using System.CommandLine;
using System.Text.Json;
using Indexing.Client;
using Indexing.Contracts;
using Indexing.Search;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Commands;

/// <summary><c>search</c>: pictures that show a word, or what a sentence describes.</summary>
internal static class SearchCommand
{
    /// <summary>Asks an index or a service.</summary>
    private delegate Task<SearchResponse> Search(SearchRequest request, CancellationToken cancellationToken);

    private static readonly Argument<string[]> Words = new("words")
    {
        Description = "The word; of several all must be there. a OR b asks for either, '\"a b\"' for words that follow each other. With a "
            + "sentence pack also a sentence for what the pictures show; what stands in quotation marks is then what is written there.",
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
        Description = "exact: this word; similar: or one spelled nearly so; part: a piece of a word or code; concept: a word for this kind "
            + "of thing; sentence: pictures that show what it describes; objects: pictures that show all these things (snowy young); "
            + "auto: what fits the question.",
        DefaultValueFactory = _ => SearchMode.Auto,
        HelpName = "auto|exact|similar|part|concept|sentence|objects",
    };

    private static readonly Option<bool> Json = CommonOptions.Json("Print the answer as JSON, in the form of POST /v1/search.");

    private static readonly Option<string?> Show = new("--show")
    {
        Description = "Folder for copies of the pictures found, with the word framed.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Address of a service to ask instead of an index on this machine, for example http://127.0.0.1:8080.",
        HelpName = "URL",
    };

    private static readonly Option<string?> KeyFile = new("--api-key-file")
    {
        Description = "File with the API key for --server; a key on the command line would be seen by others.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "search",
            "Finds pictures by a word in them, or by what they show. Exit code 4 when nothing is found; all codes: see indexing --help.")
        {
            Words, Index, Tenant, Tags, Top, Mode, MinScore, Json, Show, Server, KeyFile,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Server) is { } server)
            return await AskServerAsync(arguments, server, cancellationToken);
        if (arguments.GetValue(KeyFile) is not null)
            throw new UsageException("--api-key-file is for --server URL.");
        var index = new IndexDirectory(arguments.GetRequiredValue(Index)).MustExist();
        using var host = await Composition.StartLocalAsync(index, index.ReadableFolders(), adjust: null, cancellationToken);
        var response = await AnswerAsync(arguments, host.Services.GetRequiredService<SearchService>().SearchAsync, cancellationToken);
        if (arguments.GetValue(Show) is { } folder)
            await ShowAsync(host, response.Hits, folder, cancellationToken);
        return ExitCodeOf(response);
    }

    private static async Task<int> AskServerAsync(ParseResult arguments, string server, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Show) is not null)
            throw new UsageException("--show reads the pictures' files: it is for an index on this machine, not for --server.");
        if (!Uri.TryCreate(server.TrimEnd('/') + '/', UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"--server is '{server}'; allowed are addresses such as http://127.0.0.1:8080.");
        // A redirect would show the question to another server.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var api = new IndexingClient(client, await ReadKeyAsync(arguments, cancellationToken));
        return ExitCodeOf(await AnswerAsync(arguments, api.SearchAsync, cancellationToken));
    }

    private static async Task<string?> ReadKeyAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        arguments.GetValue(KeyFile) is { } file ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim() : null;

    /// <summary>Asks and prints.</summary>
    private static async Task<SearchResponse> AnswerAsync(ParseResult arguments, Search search, CancellationToken cancellationToken)
    {
        var request = Read(arguments);
        var response = await search(request, cancellationToken);
        if (arguments.GetValue(Json))
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(response, JsonSerializerOptions.Web));
        else if (response.Hits.Count > 0)
            SearchResponseView.Write(response, Environment.CurrentDirectory);
        else
        {
            var nearest = await NearestAsync(search, request, response, cancellationToken);
            SearchResponseView.WriteNothingFound(response, nearest, Environment.CurrentDirectory);
        }

        return response;
    }

    private static int ExitCodeOf(SearchResponse response) => response.Hits.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;

    private static SearchRequest Read(ParseResult arguments) => new()
    {
        Query = string.Join(' ', arguments.GetRequiredValue(Words)),
        // A service knows the tenant of the key.
        Tenant = arguments.GetResult(Tenant) is { Implicit: false } ? arguments.GetRequiredValue(Tenant) : null,
        Mode = arguments.GetValue(Mode),
        Top = arguments.GetRequiredValue(Top),
        MinScore = arguments.GetValue(MinScore),
        Tags = arguments.GetRequiredValue(Tags),
    };

    /// <summary>What came nearest when nothing reached the threshold.</summary>
    public static Task<SearchHit?> NearestAsync(
        SearchService search, SearchRequest request, SearchResponse response, CancellationToken cancellationToken) =>
        NearestAsync(search.SearchAsync, request, response, cancellationToken);

    /// <summary>
    /// Ranks of several channels say nothing about nearness: the spelling does, or the scene where the question was none for words.
    /// </summary>
    private static SearchMode NearestMode(SearchResponse response)
    {
        if (response.Mode != SearchMode.Auto)
            return response.Mode;
        return response.Channels[0].Channel is "sentence" or "objects" ? SearchMode.Sentence : SearchMode.Similar;
    }

    private static async Task<SearchHit?> NearestAsync(
        Search search, SearchRequest request, SearchResponse response, CancellationToken cancellationToken)
    {
        var anything = await search(request with { Mode = NearestMode(response), MinScore = 0, Top = 1 }, cancellationToken);
        return anything.Hits.Count > 0 ? anything.Hits[0] : null;
    }

    private static async Task ShowAsync(IHost host, IReadOnlyList<SearchHit> hits, string folder, CancellationToken cancellationToken)
    {
        var pictures = host.Services.GetRequiredService<HitPictures>();
        foreach (var written in await pictures.WriteAsync(hits, Path.GetFullPath(folder), "", cancellationToken))
            await Console.Error.WriteLineAsync(written);
    }
}
