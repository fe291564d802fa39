using System.CommandLine;
using Indexing.Ingest.Migration;
using Indexing.Standalone.Migration;

namespace Indexing.Standalone.Commands;

/// <summary><c>models rollback</c>: the former generation becomes active again.</summary>
internal static class ModelsRollbackCommand
{
    private static readonly Option<string> To = ModelsOptions.To("The model pack of the generation to go back to");
    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<int> Settle = ModelsOptions.Settle();

    public static Command Create()
    {
        var command = new Command(
            "rollback",
            "Makes the generation before the active one active again, at once, and then brings it up to date with what came since. Repeat "
            + "the command after an interruption: it goes on.")
        {
            To, Index, Settle,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new MigrationOptions
        {
            Copy = new CopyOptions { Parallel = Environment.ProcessorCount },
            Settle = TimeSpan.FromSeconds(arguments.GetValue(Settle)),
        };
        using var session = await Composition.StartGenerationsAsync(
            new IndexDirectory(arguments.GetRequiredValue(Index)), cancellationToken);
        await new ModelMigration(session, options, Console.Out).RollBackAsync(
            ModelsOptions.IdOf(arguments.GetRequiredValue(To)), cancellationToken);
        return ExitCode.Success;
    }
}
