using System.CommandLine;
using System.Diagnostics;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore.Backup;

namespace Indexing.Standalone.Commands;

/// <summary><c>backup</c>: copies an index while it is in use.</summary>
internal static class BackupCommand
{
    private static readonly Option<string> Index = CommonOptions.Index();

    private static readonly Option<string> To = new("--to")
    {
        Description = "Folder that gets the backup and is not there yet, best on another disk. It has this name only when it is complete.",
        HelpName = "FOLDER",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command(
            "backup",
            "Copies an index into a folder while others index and search. Works on Qdrant when ConnectionStrings__qdrant or Qdrant__Url is "
            + "set; pause the workers then, so that both collections are of one moment.")
        {
            Index, To,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index));
        var folder = Path.GetFullPath(arguments.GetRequiredValue(To));
        var start = Stopwatch.GetTimestamp();
        return BackupSession.RunAsync(
            index,
            backup => ShowAsync(backup.BackUpAsync(folder, cancellationToken)),
            backup => ShowAsync(backup.BackUpAsync(folder, cancellationToken)));

        async Task<int> ShowAsync(Task<BackupManifest> made)
        {
            BackupView.WriteMade(await made, folder, Stopwatch.GetElapsedTime(start));
            return ExitCode.Success;
        }
    }
}
