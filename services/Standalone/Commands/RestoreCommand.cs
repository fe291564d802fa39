using System.CommandLine;
using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Commands;

/// <summary><c>restore</c>: puts a backup back.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("folder")
    {
        Description = "The backup, as the command backup made it; it is only read.",
        HelpName = "FOLDER",
    };

    private static readonly Option<string> Index = CommonOptions.Index();

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Move an index that is there aside (DIR.before-restore-TIME). On Qdrant: restore beside it under a new name. "
            + "Nothing is ever deleted.",
    };

    public static Command Create()
    {
        var command = new Command(
            "restore",
            "Checks a backup, puts it where the index was, and lists pictures that must be announced again (exit code 1). Works on Qdrant "
            + "when ConnectionStrings__qdrant or Qdrant__Url is set. Stop what uses the index before.")
        {
            Backup, Index, Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index));
        var (folder, force) = (arguments.GetRequiredValue(Backup), arguments.GetValue(Force));
        return BackupSession.RunAsync(
            index,
            async backup =>
            {
                BackupView.Write(await backup.RestoreAsync(folder, force, cancellationToken), index);
                return ExitCode.Success;
            },
            async backup =>
            {
                var restored = await backup.RestoreAsync(folder, force, cancellationToken);
                BackupView.Write(restored);
                return restored.Incomplete.Count == 0 ? ExitCode.Success : ExitCode.SomeRejected;
            });
    }
}
