using System.CommandLine;
using Indexing.Standalone.Folders;
using Indexing.Standalone.Rendering;
using Indexing.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>index</c>: makes the pictures of folders findable.</summary>
internal static class IndexCommand
{
    private static readonly Argument<string[]> Paths = new("paths")
    {
        Description = "Folders with everything below, and files. In folders .jpg .jpeg .png .webp are taken; a named file is always tried.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FOLDER OR FILE",
    };

    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<string[]> Tags = CommonOptions.Tags("Tags of these pictures; search can ask for them.");
    private static readonly Option<int> Parallel = CommonOptions.Number(
        "--parallel", "Pictures in hand at a time; default: the number of cores.", Environment.ProcessorCount, 1, 256);

    public static Command Create()
    {
        var command = new Command(
            "index",
            "Finds the words in photographs and stores them. Unchanged pictures are skipped, so the same command goes on after Ctrl-C " +
            "or a crash and takes up what is new. Exit codes: see indexing --help.")
        {
            Paths, Index, Tenant, Tags, Parallel,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index));
        var pictures = PictureFiles.Find(arguments.GetRequiredValue(Paths), index.Path);
        foreach (var (folder, reason) in pictures.Unreadable)
            await Console.Error.WriteLineAsync($"cannot list {folder}: {reason}");
        if (pictures.Files.Count == 0)
            throw new UsageException("There is no .jpg, .jpeg, .png or .webp file in the given folders.");

        using var host = await Composition.StartLocalAsync(index, pictures.Roots, adjust: null, cancellationToken);
        index.Remember(pictures.Roots);
        var run = host.Services.GetRequiredService<IndexRun>();
        var options = new IndexRunOptions(
            arguments.GetRequiredValue(Tenant), arguments.GetRequiredValue(Tags), arguments.GetRequiredValue(Parallel));
        var report = await ProgressDisplay.RunAsync(
            "indexing", "images", pictures.Files.Count,
            advance => run.RunAsync(pictures.Files, options, _ => advance(), cancellationToken));
        IndexReportView.Write(report, index);
        await using var scope = host.Services.CreateAsyncScope();
        IndexReportView.Write(scope.ServiceProvider.GetRequiredService<ModelSet>());
        return report.ExitCode == ExitCode.Success && pictures.Unreadable.Count > 0 ? ExitCode.SomeRejected : report.ExitCode;
    }
}
