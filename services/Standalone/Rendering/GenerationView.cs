using System.Globalization;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>The generations of an index as a table.</summary>
internal static class GenerationView
{
    public static void Write(IReadOnlyList<GenerationRow> rows)
    {
        var table = new Table().AddColumns("generation", "model", "role").Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("pictures").RightAligned());
        table.AddColumn(new TableColumn("words").RightAligned());
        foreach (var (generation, images, words) in rows)
            table.AddRow(
                Markup.Escape(generation.Name),
                Markup.Escape(generation.Model ?? "-"),
                generation.Role.ToString().ToLowerInvariant(),
                images.ToString("N0", CultureInfo.InvariantCulture),
                words.ToString("N0", CultureInfo.InvariantCulture));
        Terminal.Output.Write(table);
    }
}
