using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Indexing.Benchmarks.Load;

/// <summary>
/// <c>load</c>: a running service asked at a fixed rate, whether it keeps up or not, while pictures are ingested.
/// Does not show: several services over one index, a network between, a cold disk.
/// </summary>
internal static class LoadCommand
{
    private static readonly Option<string> Source = new("--source")
    {
        Description = "Index of real photographs (indexing index) whose words are copied.",
        Required = true,
    };

    private static readonly Option<string> Index = new("--index") { Description = "Folder of the large index.", Required = true };
    private static readonly Option<int> Words = new("--words") { DefaultValueFactory = _ => 1_000_000, Description = "Words in it." };
    private static readonly Option<string> Server = new("--server") { DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private static readonly Option<string> Pictures = new("--pictures")
    {
        Description = "Folder of pictures to announce meanwhile; the server must be allowed to read it (serve --root).",
        Required = true,
    };

    private static readonly Option<double> PicturesPerSecond = new("--pictures-per-second") { DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Seconds = new("--seconds") { DefaultValueFactory = _ => 120, Description = "Length of each part." };

    public static Command Create()
    {
        var build = new Command("build", "Makes a large index out of the words of real photographs.") { Source, Index, Words };
        build.SetAction((arguments, cancellationToken) => LoadIndex.BuildAsync(
            arguments.GetRequiredValue(Source), arguments.GetRequiredValue(Index), arguments.GetRequiredValue(Words), cancellationToken));
        var run = new Command("run", "Asks the server: exact at 10 queries/s, then auto at 5 queries/s.")
        {
            Source, Server, Pictures, PicturesPerSecond, Seconds,
        };
        run.SetAction(RunAsync);
        return new Command("load", "Load on a running service.") { build, run };
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var server = new Uri(arguments.GetRequiredValue(Server));
        var questions = LoadQuestions.Read(arguments.GetRequiredValue(Source));
        var length = TimeSpan.FromSeconds(arguments.GetRequiredValue(Seconds));
        Print(
            $"{server}, {arguments.GetRequiredValue(PicturesPerSecond)} pictures/s announced meanwhile, {length.TotalSeconds:F0} s each; "
            + $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}.\n");
        Print("| mode | asked/s | answered | errors | p50 ms | p95 ms | p99 ms | most ms | pictures announced | indexed |");
        Print("|---|---|---|---|---|---|---|---|---|---|");
        using var load = new OpenLoad(server, Directory.GetFiles(arguments.GetRequiredValue(Pictures)));
        // Compiled code, page cache and connections first.
        await load.RunAsync("auto", questions.Auto, 3, 2, TimeSpan.FromSeconds(20), cancellationToken);
        foreach (var (mode, asked, rate) in new[] { ("exact", questions.Exact, 10.0), ("auto", questions.Auto, 5.0) })
            Print((await load.RunAsync(mode, asked, rate, arguments.GetRequiredValue(PicturesPerSecond), length, cancellationToken)).Row);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
