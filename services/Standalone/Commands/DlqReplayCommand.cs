using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>dlq replay</c>: dead letters go back to where they were published.</summary>
internal static class DlqReplayCommand
{
    private static readonly Option<string> Broker = DlqOptions.Broker();
    private static readonly Option<string?> Reason = DlqOptions.Reason();
    private static readonly Option<string[]> Ids = DlqOptions.Ids();
    private static readonly Option<int> Rate = CommonOptions.Number("--rate", "How many a second at most.", 20, 1, 10_000);

    public static Command Create()
    {
        var command = new Command(
            "replay", "Sends dead letters back to their queues, as if they had just been published; repeating it does no harm.")
        {
            Broker, Reason, Ids, Rate,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken) => DeadLetterSession.RunAsync(
        arguments.GetRequiredValue(Broker),
        async deadLetters =>
        {
            var (reason, ids) = (arguments.GetValue(Reason), arguments.GetRequiredValue(Ids));
            var count = await deadLetters.ReplayAsync(
                letter => DlqOptions.IsMeant(letter, reason, ids), arguments.GetRequiredValue(Rate), cancellationToken);
            await Console.Out.WriteLineAsync($"{count} sent back.");
            return ExitCode.Success;
        });
}
