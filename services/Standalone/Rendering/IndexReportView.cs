using System.Globalization;
using Indexing.Standalone.Folders;
using Indexing.Vision;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows what became of the files of a run.</summary>
internal static class IndexReportView
{
    public static void Write(IndexReport report, IndexDirectory? showIndex)
    {
        WriteFiles("Rejected", report.Rejected);
        WriteFiles("Failed (the next run tries again)", report.Failed);
        var rate = report.Indexed / Math.Max(report.Elapsed.TotalSeconds, 1e-3);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Indexed} indexed with {report.Words} words, {report.Skipped} unchanged, {report.Rejected.Count} rejected, " +
            $"{report.Failed.Count} failed in {report.Elapsed.TotalSeconds:0.0} s ({rate:0.0} images/s)."));
        if (showIndex is not null)
            Terminal.Output.WriteLine($"Index: {showIndex.Path}");
        if (report.Remaining > 0)
            Terminal.Output.WriteLine($"Interrupted: {report.Remaining} files are left. The same command goes on with them.");
    }

    /// <summary>Says by what the pictures are found, and under which licence.</summary>
    public static void Write(ModelSet models) => Terminal.Output.WriteLine(models.Sentences is { } scenes
        ? $"Found by their words, and by what they show ({scenes.Id}, licence: {scenes.Description.Licence})."
        : "Found by their words only: the index has no sentence pack (Inference:SentencePack, or: models migrate --to +NAME/VERSION).");

    private static void WriteFiles(string title, IReadOnlyList<FileOutcome> files)
    {
        if (files.Count == 0)
            return;
        Terminal.Output.WriteLine($"{title}:");
        foreach (var file in files)
            Terminal.Output.WriteLine($"  {file.Path}: {file.Reason}", Style.Plain);
    }
}
