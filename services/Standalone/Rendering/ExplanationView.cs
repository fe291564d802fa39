using System.Globalization;
using Indexing.Standalone.Explanation;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows what is made of a picture's words.</summary>
internal static class ExplanationView
{
    public static void Write(IReadOnlyList<ExplainedWord> words)
    {
        if (words.Count == 0)
        {
            Terminal.Output.WriteLine("No word found. Show fainter regions with --min-score 0.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Word", "Readings", "Concepts", "Found", "Corner (pixels)");
        table.Columns[3].RightAligned().NoWrap();
        foreach (var word in words)
        {
            table.AddRow(
                new Text(word.Text.Length > 0 ? word.Text : "(nothing)"),
                new Text(string.Join('\n', word.Readings.Select(reading => Line(reading.Text, reading.Probability)))),
                new Text(string.Join('\n', word.Concepts.Select(concept => Line(concept.Name, concept.Similarity)))),
                new Text(Number(word.DetectionScore)),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{word.PolygonPixels[0][0]:0},{word.PolygonPixels[0][1]:0}")));
        }

        Terminal.Output.Write(table);
    }

    private static string Line(string name, double value) => $"{Number(value)} {(name.Length > 0 ? name : "(no text)")}";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
