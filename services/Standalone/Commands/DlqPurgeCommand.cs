using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>dlq purge</c>: dead letters are thrown away.</summary>
internal static class DlqPurgeCommand
{
    private static readonly Option<string> Broker = DlqOptions.Broker();
    private static readonly Option<string?> Reason = DlqOptions.Reason();
    private static readonly Option<string[]> Ids = DlqOptions.Ids();
    private static readonly Option<bool> All = new("--all") { Description = "Throw away every dead letter." };

    public static Command Create()
    {
        var command = new Command("purge", "Throws dead letters away for good: those of --reason, of --id, or --all.")
        {
            Broker, Reason, Ids, All,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (reason, ids) = (arguments.GetValue(Reason), arguments.GetRequiredValue(Ids));
        if (arguments.GetValue(All) == (reason is not null || ids.Length > 0))
            throw new UsageException("dlq purge wants --reason, --id, or --all alone.");
        return DeadLetterSession.RunAsync(
            arguments.GetRequiredValue(Broker),
            async deadLetters =>
            {
                var count = await deadLetters.PurgeAsync(letter => DlqOptions.IsMeant(letter, reason, ids), cancellationToken);
                await Console.Out.WriteLineAsync($"{count} thrown away.");
                return ExitCode.Success;
            });
    }
}
