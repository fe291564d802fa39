using System.CommandLine;
using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Commands;

/// <summary><c>dlq show</c>: everything that is known of one dead letter.</summary>
internal static class DlqShowCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "Its id, as dlq list shows it.", HelpName = "ID" };
    private static readonly Option<string> Broker = DlqOptions.Broker();

    public static Command Create()
    {
        var command = new Command("show", "Shows one dead letter with its body; it stays where it is.") { Id, Broker };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken) => DeadLetterSession.RunAsync(
        arguments.GetRequiredValue(Broker),
        async deadLetters =>
        {
            var id = arguments.GetRequiredValue(Id);
            var letters = (await deadLetters.ListAsync(int.MaxValue, cancellationToken)).Where(letter => letter.Id == id).ToList();
            foreach (var letter in letters)
                DeadLetterView.Write(letter);
            if (letters.Count > 0)
                return ExitCode.Success;
            await Console.Error.WriteLineAsync($"No dead letter has the id '{id}'.");
            return ExitCode.NothingFound;
        });
}
