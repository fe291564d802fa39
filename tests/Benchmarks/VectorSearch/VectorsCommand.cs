using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary><c>vectors</c>: search times, memory and write rates of the SQLite store, beside the alternatives.</summary>
internal static class VectorsCommand
{
    private const int BuildWriters = 16;
    private const string StoreRow = "SearchWordsAsync";

    private static readonly Option<int> Words = new("--words")
    {
        DefaultValueFactory = _ => 1_000_000,
        Description = "Words in the index.",
    };

    private static readonly Option<int> Queries = new("--queries") { DefaultValueFactory = _ => 300, Description = "Measured searches." };
    private static readonly Option<int> Limit = new("--limit") { DefaultValueFactory = _ => 500, Description = "Words per search." };
    private static readonly Option<string> Index = new("--index")
    {
        DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "indexing-benchmark"),
        Description = "Folder of the synthetic index; kept, and used again by the next run.",
    };

    private static readonly Option<string?> Keep = new("--keep")
    {
        Description = "Folder of this one index, instead of one below --index; for use by other programs (tenant 'benchmark').",
    };

    private static readonly Option<string> Part = new("--part")
    {
        DefaultValueFactory = _ => "all",
        Description = "One of build, search, questions, recall, write, kernels, float, sqlite-vec; all runs each in a process of its own. "
            + "scenes: an index of so many pictures instead, limit at most 1000.",
    };

    private static readonly Option<double> Reference = new("--reference")
    {
        DefaultValueFactory = _ => 1,
        Description = "Median of SearchWordsAsync in ms, what the alternatives are compared with.",
    };

    public static Command Create()
    {
        var command = new Command("vectors", "Searches a synthetic index on one core.")
        {
            Words, Queries, Limit, Index, Keep, Part, Reference,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        string part = arguments.GetRequiredValue(Part);
        if (part != "all")
            return await RunPartAsync(part, arguments);
        PrintHeader(arguments);
        double? reference = null;
        foreach (string each in (string[])["build", "search", "questions", "recall", "write", "kernels", "float", "sqlite-vec"])
        {
            List<string> partArguments = [.. Environment.GetCommandLineArgs().Skip(1), "--part", each];
            if (reference is not null)
                partArguments.AddRange(["--reference", reference.Value.ToString(CultureInfo.InvariantCulture)]);
            (int exitCode, double? median) = await PartProcess.RunAsync(partArguments, StoreRow, cancellationToken);
            if (exitCode != 0)
                return exitCode;
            reference ??= median;
        }
        return 0;
    }

    private static async Task<int> RunPartAsync(string part, ParseResult arguments)
    {
        int words = arguments.GetRequiredValue(Words), queries = arguments.GetRequiredValue(Queries);
        int limit = arguments.GetRequiredValue(Limit);
        double reference = arguments.GetRequiredValue(Reference);
        string index = arguments.GetValue(Keep) ?? Path.Combine(arguments.GetRequiredValue(Index), $"words-{words}");
        if (part is not ("build" or "write"))
            UseOneCore();
        switch (part)
        {
            case "build": await SyntheticIndex.BuildAsync(index, words, BuildWriters); break;
            case "search": await SearchAsync(index, queries, limit); break;
            case "questions": Print(await StoreQuestions.RunAsync(index, queries, limit)); break;
            case "recall": Print([await RecallFigures.RunAsync(index, limit), ""]); break;
            case "scenes":
                Print(await SceneIndex.RunAsync(
                    Path.Combine(arguments.GetRequiredValue(Index), $"scenes-{words}"), words, queries, limit));
                break;
            case "write": await WriteAsync(arguments.GetRequiredValue(Index)); break;
            case "kernels": Print(["| kernel | p50 ms | GB/s |", "|---|---|---|", .. KernelTimes.Run(words, 30), ""]); break;
            case "float": Print([Latencies.Table, FloatScan.Run(words, 30, limit).Row("float scan in memory", reference), ""]); break;
            case "sqlite-vec": SqliteVec(arguments.GetRequiredValue(Index), words, limit, reference); break;
            default: await Console.Error.WriteLineAsync($"Unknown part '{part}'."); return 2;
        }
        return 0;
    }

    private static async Task SearchAsync(string index, int queries, int limit)
    {
        SearchFigures figures = await StoreSearch.RunAsync(index, queries, limit);
        double reference = figures.All.Percentile(.5);
        Print(
        [
            Latencies.Table,
            figures.First.Row("first search of the process", reference),
            figures.All.Row(StoreRow, reference),
            figures.Reranked.Row("the same, candidates re-ranked by their posteriors", reference),
            figures.Few.Row("the same, limit 10", reference),
            figures.Tagged.Row("the same, tag of 1 % of the images", reference),
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Peak anonymous memory {figures.Peak.Anonymous:F0} MiB; mapped files beside it {figures.Peak.MappedFiles:F0} MiB; "
                    + $"VmHWM {figures.Peak.PeakTotal:F0} MiB."),
            "",
        ]);
    }

    private static async Task WriteAsync(string index)
    {
        foreach (int writers in (int[])[1, 4, 16])
        {
            string folder = Path.Combine(index, $"write-{writers}");
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            double rate = await SyntheticIndex.WriteRateAsync(folder, images: 1000, writers);
            Print([string.Create(CultureInfo.InvariantCulture, $"- Write, {writers} concurrent calls of 30 words: {rate:F0} words/s.")]);
        }
        Print([""]);
    }

    private static void SqliteVec(string index, int words, int limit, double reference)
    {
        string folder = Path.Combine(index, "sqlite-vec");
        Print([Latencies.Table, SqliteVecScan.Run(folder, asInt8: false, words, 10, limit).Row("sqlite-vec float", reference)]);
        Print([SqliteVecScan.Run(folder, asInt8: true, words, 10, limit).Row("sqlite-vec int8", reference), ""]);
    }

    private static void PrintHeader(ParseResult arguments)
    {
        string cpu = File.ReadLines("/proc/cpuinfo").First(static line => line.StartsWith("model name", StringComparison.Ordinal));
        Print(
        [
            $"{arguments.GetRequiredValue(Words)} words, limit {arguments.GetRequiredValue(Limit)}, {DotKernel.Variant} kernel;"
                + $" {cpu.Split(':')[1].Trim()}, {Environment.ProcessorCount} cores, one used; {RuntimeInformation.OSDescription};"
                + $" .NET {Environment.Version}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.", "",
        ]);
    }

    private static void UseOneCore()
    {
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << (Environment.ProcessorCount - 1);
    }

    private static void Print(IEnumerable<string> lines) => Console.WriteLine(string.Join('\n', lines));
}
