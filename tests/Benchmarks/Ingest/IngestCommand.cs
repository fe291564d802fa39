using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Indexing.Standalone.Evaluation;

namespace Indexing.Benchmarks.Ingest;

/// <summary>
/// <c>ingest</c>: photographs per second from file to stored vectors, and the CPU time per photograph beside Tesseract's, with both mAPs.
/// Does not show: a GPU, a remote store, or pictures that are already in the index.
/// </summary>
internal static class IngestCommand
{
    private static readonly Option<string> Set = new("--set")
    {
        Required = true,
        Recursive = true,
        Description = "Evaluation set with queries.jsonl.",
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        DefaultValueFactory = _ => Environment.ProcessorCount,
        Description = "Pictures processed side by side.",
    };

    public static Command Create()
    {
        var command = new Command("ingest", "Indexes a set and reads it with Tesseract in the same run.") { Set, Parallel };
        command.Subcommands.Add(InFlightCommand.Create(Set));
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult arguments)
    {
        var directory = Path.GetFullPath(arguments.GetRequiredValue(Set));
        var set = EvaluationSet.Read(directory, holdout: 1, limit: int.MaxValue);
        var program = Path.Combine(AppContext.BaseDirectory, "indexing");
        var parallel = arguments.GetRequiredValue(Parallel);

        // Half of Tesseract's pictures before and half after our run: a machine that speeds up or slows down does so for both.
        var tesseract = new TesseractRetrieval(set);
        foreach (var image in set.Images.Take(set.Images.Count / 2))
            tesseract.Read(Path.Combine(set.ImageDirectory, image.Image));
        var ours = Index(program, set, parallel);
        foreach (var image in set.Images.Skip(set.Images.Count / 2))
            tesseract.Read(Path.Combine(set.ImageDirectory, image.Image));
        var retrieval = ChildProcess.Run(program, ["eval", "retrieval", "--set", directory, "--json"]);
        using var report = JsonDocument.Parse(retrieval.Output.TrimEnd().Split('\n')[^1]);

        var count = set.Images.Count;
        var tesseractMap = tesseract.MeanAveragePrecision();
        var (cpu, tesseractCpu) = (ours.CpuSeconds / count, tesseract.CpuSeconds / tesseract.Pictures);
        Print($"""
            | | CPU s per photograph | photographs/s, {parallel} side by side | mAP |
            |---|---|---|---|
            | this project | {cpu:F3} | {count / ours.WallSeconds:F1} | {report.RootElement.GetProperty("map").GetDouble():F3} |
            | tesseract --psm 11, OMP_THREAD_LIMIT=1 | {tesseractCpu:F3} | {1 / tesseractCpu:F1} (one process) | {tesseractMap:F3} |
            | ratio | {cpu / tesseractCpu:F2} | | |

            {count} photographs of {Path.GetFileName(directory)}, start of the process and loading of the networks included.
            """);
    }

    private static ChildProcess Index(string program, EvaluationSet set, int parallel)
    {
        var index = Directory.CreateTempSubdirectory("indexing-benchmark-");
        try
        {
            return ChildProcess.Run(
                program,
                ["index", set.ImageDirectory, "--index", index.FullName, "--parallel", parallel.ToString(CultureInfo.InvariantCulture)]);
        }
        finally
        {
            index.Delete(recursive: true);
        }
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
