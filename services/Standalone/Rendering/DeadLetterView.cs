using System.Globalization;
using Indexing.Ingest.RabbitMq;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows dead letters.</summary>
internal static class DeadLetterView
{
    /// <summary>Shows them as a table.</summary>
    /// <param name="letters">The ones read.</param>
    /// <param name="total">How many there are.</param>
    public static void WriteList(IReadOnlyList<DeadLetter> letters, long total)
    {
        if (letters.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("Id", "Reason", "Class", "Attempts", "From", "Last error");
            table.Columns[3].RightAligned();
            foreach (var letter in letters)
                table.AddRow(
                    new Text(letter.Id), new Text(letter.Reason), new Text(letter.Class),
                    new Text(letter.Attempts.ToString(CultureInfo.InvariantCulture)), new Text(letter.OriginQueue),
                    new Text(letter.LastError ?? ""));
            Terminal.Output.Write(table);
        }

        Terminal.Output.WriteLine($"{total} dead {(total == 1 ? "letter" : "letters")}");
    }

    /// <summary>Shows all of one.</summary>
    public static void Write(DeadLetter letter)
    {
        foreach (var (name, value) in Fields(letter))
            if (!string.IsNullOrEmpty(value))
                Terminal.Output.WriteLine($"{name,-15}{value}");
        foreach (var (name, value) in letter.Headers)
            Terminal.Output.WriteLine($"{"header",-15}{name}: {value}");
        Terminal.Output.WriteLine();
        Terminal.Output.WriteLine(letter.Body);
    }

    private static IEnumerable<(string Name, string? Value)> Fields(DeadLetter letter) =>
    [
        ("id", letter.Id),
        ("reason", letter.Reason),
        ("class", letter.Class),
        ("attempts", letter.Attempts.ToString(CultureInfo.InvariantCulture)),
        ("from", letter.OriginQueue),
        ("first error", letter.FirstError),
        ("last error", letter.LastError),
        ("last failed at", letter.LastFailedAt),
        ("worker", letter.Worker),
        ("model", letter.Model),
        ("size", $"{letter.Size.ToString(CultureInfo.InvariantCulture)} bytes"),
    ];
}
