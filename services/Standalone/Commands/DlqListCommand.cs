using System.CommandLine;
using System.Text.Json;
using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Commands;

/// <summary><c>dlq list</c>: one line for each dead letter.</summary>
internal static class DlqListCommand
{
    private static readonly Option<string> Broker = DlqOptions.Broker();
    private static readonly Option<int> Top = CommonOptions.Number("--top", "How many at most, the oldest first.", 100, 1, 100_000);
    private static readonly Option<bool> Json = CommonOptions.Json("Print one JSON object a line, with body and headers.");

    public static Command Create()
    {
        var command = new Command("list", "Lists the dead letters; takes none away.") { Broker, Top, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken) => DeadLetterSession.RunAsync(
        arguments.GetRequiredValue(Broker),
        async deadLetters =>
        {
            var letters = await deadLetters.ListAsync(arguments.GetRequiredValue(Top), cancellationToken);
            if (arguments.GetValue(Json))
                foreach (var letter in letters)
                    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(letter, JsonSerializerOptions.Web));
            else
                DeadLetterView.WriteList(letters, await deadLetters.CountAsync(cancellationToken));
            return ExitCode.Success;
        });
}
