using System.Globalization;
using Indexing.Contracts;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows in words what a picture shows.</summary>
internal static class SceneView
{
    public static void Write(ImageSummary summary)
    {
        if (summary.Words.Count == 0)
        {
            Terminal.Output.WriteLine("No word of the sentence pack fits this picture.");
            return;
        }

        var table = Start("Word", "Weight", "Similarity");
        foreach (var word in summary.Words)
            AddRow(table, word.Word, Number(word.Weight), Number(word.Similarity));
        Terminal.Output.Write(table);
        var sum = string.Join(" + ", summary.Words.Select(static word => word.Word));
        Terminal.Output.WriteLine($"{sum}; the sum explains {Number(summary.Explained)} of the picture");
    }

    public static void Write(VisualNeighbors neighbors)
    {
        var table = Start("Word", "Similarity");
        foreach (var neighbor in neighbors.Neighbors)
            AddRow(table, neighbor.Word, Number(neighbor.Similarity));
        Terminal.Output.Write(table);
    }

    public static void Write(CleanedTags cleaned)
    {
        var table = Start("Tag", "Score", "Verdict");
        foreach (var tag in cleaned.Tags)
            AddRow(table, tag.Tag, tag.Score is { } score ? Number(score) : "", Describe(tag.Verdict));
        Terminal.Output.Write(table);
        if (cleaned.Proposed.Count > 0)
            Terminal.Output.WriteLine($"Proposed: {string.Join(", ", cleaned.Proposed.Select(static word => word.Word))}");
    }

    public static void Write(RankedCaptions ranked)
    {
        if (ranked.Captions.Count == 0)
        {
            Terminal.Output.WriteLine(
                "No picture that looks alike was announced with a caption (metadata caption, captions). Give sentences: --captions FILE.");
            return;
        }

        var table = Start("Score", "Similarity", "Sentence", "Known of");
        foreach (var caption in ranked.Captions)
        {
            var similarity = caption.Similarity is { } cosine ? Number(cosine) : "(unread)";
            AddRow(table, Number(caption.Score), similarity, caption.Caption, caption.ImageId ?? "");
        }

        Terminal.Output.Write(table);
    }

    private static string Describe(TagVerdict verdict) => verdict switch
    {
        TagVerdict.Kept => "kept",
        TagVerdict.Doubtful => "doubtful",
        _ => "unknown word",
    };

    private static Table Start(params string[] columns) => new Table().Border(TableBorder.Rounded).AddColumns(columns);

    /// <summary>As text: tags and sentences may hold what the table would take for markup.</summary>
    private static void AddRow(Table table, params string[] cells) => table.AddRow(cells.Select(static cell => new Text(cell)));

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
