using System.Globalization;
using Indexing.Standalone.Packs;
using Indexing.VectorStore;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Model packs for people.</summary>
internal static class PackView
{
    private const double Megabyte = 1e6;

    /// <summary>Writes the installed packs as a table.</summary>
    /// <param name="packs">The packs.</param>
    /// <param name="generations">Generations of the index, to tell which pack made which.</param>
    public static void Write(IReadOnlyList<InstalledPack> packs, IReadOnlyList<Generation> generations)
    {
        var table = new Table().AddColumns("pack", "reads", "licence").Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("MB").RightAligned());
        table.AddColumns("generations", "directory");
        foreach (var pack in packs)
        {
            table.AddRow(
                Markup.Escape(pack.Id),
                pack.Kind?.ToString().ToLowerInvariant() ?? "unreadable",
                Markup.Escape(pack.Licence),
                (pack.Bytes / Megabyte).ToString("N1", CultureInfo.InvariantCulture),
                Markup.Escape(string.Join(", ", generations.Where(generation => pack.IsIn(generation.Model)).Select(g => g.Name))),
                Markup.Escape(pack.Directory));
        }

        Terminal.Output.Write(table);
    }

    /// <summary>What is said of a pack that was installed.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="directory">Where it is.</param>
    /// <param name="words">Id of the word pack that a sentence pack joins; <see langword="null"/> when none is configured.</param>
    public static string Describe(PackReport report, string directory, string? words)
    {
        var megabytes = InstalledPacks.SizeOf(directory) / Megabyte;
        var (unit, setting, model, qdrant) = report.Kind == PackKind.Words
            ? ("word", "ModelPack", report.Name.Id, "Dimension")
            : ("picture", "SentencePack", $"{words ?? "WORDS"}+{report.Name.Id}", "SceneDimension");
        var text = FormattableString.Invariant($"""
            {report.Name.Id} is installed at {directory}
              reads      {report.Kind.ToString().ToLowerInvariant()}
              licence    {report.Licence}
              size       {megabytes:N1} MB ({string.Join(", ", report.Precisions)})
              dimension  {report.Dimension}: {4 * report.Dimension:N0} bytes a {unit}
              speed      {report.PictureMilliseconds:0.0} ms a picture, {report.TextMilliseconds:0.0} ms a query; one CPU thread, fp32
            """);
        return $"""
            {text}
            An index takes it with a new generation (in Qdrant with the setting Qdrant:{qdrant} {report.Dimension}):
              indexing models migrate --to {model}
            A new index takes it with the setting Inference:{setting}, its directory.

            """;
    }
}
