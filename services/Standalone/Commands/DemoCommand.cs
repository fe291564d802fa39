using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Indexing.Contracts;
using Indexing.Search;
using Indexing.Standalone.Folders;
using Indexing.Standalone.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Indexing.Standalone.Commands;

/// <summary><c>demo</c>: shows what the product does, on bundled pictures that its own scene generator made.</summary>
internal static class DemoCommand
{
    private const int HitsPerQuery = 3;
    private static readonly string Bundled = Path.Combine(AppContext.BaseDirectory, "demo");

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for the pictures found, with the words framed.",
        DefaultValueFactory = _ => "./demo-output",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command(
            "demo", "Indexes bundled pictures, searches them and writes the pictures found with the words framed.") { Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var index = new IndexDirectory(Directory.CreateTempSubdirectory("indexing-demo-").FullName);
        try
        {
            var pictures = PictureFiles.Find([Bundled], index.Path);
            using var host = await Composition.StartLocalAsync(index, pictures.Roots, adjust: null, cancellationToken);
            var report = await IndexAsync(host, pictures, cancellationToken);
            if (report.ExitCode != ExitCode.Success)
                return report.ExitCode;
            var folder = Path.GetFullPath(arguments.GetRequiredValue(Out));
            await SearchAsync(host, await ReadQueriesAsync(cancellationToken), folder, cancellationToken);
            WriteEnd(folder, TimeProvider.System.GetElapsedTime(start));
            return ExitCode.Success;
        }
        finally
        {
            Directory.Delete(index.Path, recursive: true);
        }
    }

    private static async Task<IndexReport> IndexAsync(IHost host, PictureFiles pictures, CancellationToken cancellationToken)
    {
        var run = host.Services.GetRequiredService<IndexRun>();
        var options = new IndexRunOptions("default", [], Environment.ProcessorCount);
        var report = await ProgressDisplay.RunAsync(
            "indexing", "images", pictures.Files.Count,
            advance => run.RunAsync(pictures.Files, options, _ => advance(), cancellationToken));
        IndexReportView.Write(report, showIndex: null);
        return report;
    }

    private static async Task<List<DemoQuery>> ReadQueriesAsync(CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(Bundled, "queries.json"));
        return await JsonSerializer.DeserializeAsync<List<DemoQuery>>(file, JsonSerializerOptions.Web, cancellationToken) ?? [];
    }

    private static async Task SearchAsync(IHost host, List<DemoQuery> queries, string folder, CancellationToken cancellationToken)
    {
        var search = host.Services.GetRequiredService<SearchService>();
        var pictures = host.Services.GetRequiredService<HitPictures>();
        foreach (var query in queries)
        {
            var request = new SearchRequest { Query = query.Query, Mode = query.Mode, Top = HitsPerQuery };
            var response = await search.SearchAsync(request, cancellationToken);
            Terminal.Output.WriteLine();
            Terminal.Output.WriteLine($"search {query.Query} ({query.Note})");
            if (response.Hits.Count > 0)
                SearchResponseView.Write(response, Bundled);
            else
            {
                var nearest = await SearchCommand.NearestAsync(search, request, response, cancellationToken);
                SearchResponseView.WriteNothingFound(response, nearest, Bundled);
            }

            await pictures.WriteAsync(response.Hits, folder, $"{query.Query.Replace(' ', '-')}-", cancellationToken);
        }
    }

    private static void WriteEnd(string folder, TimeSpan elapsed)
    {
        Terminal.Output.WriteLine();
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The pictures found, with the words framed, are in {folder} ({elapsed.TotalSeconds:0.0} s in all)."));
        Terminal.Output.WriteLine("Next, your own pictures:  indexing index FOLDER   indexing search WORD --show hits   indexing serve");
    }
}
