using System.Globalization;
using System.Text.Json;
using Indexing.Standalone.Evaluation;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows how good summaries are: tables for people, one JSON line for programs.</summary>
internal static class SummaryReportView
{
    public static void Write(SummaryReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            return;
        }

        var summaries = new Table().Border(TableBorder.Rounded).AddColumns(
            "Summary", $"precision@{report.K}", $"recall@{report.K}", "explained");
        foreach (var (method, scores) in report.Methods)
            summaries.AddRow(method, Number(scores.Precision), Number(scores.Recall), Number(scores.Explained));
        summaries.AddRow("at most possible", "", Number(report.RecallLimit), "");
        Terminal.Output.Write(summaries);
        var tags = new Table().Border(TableBorder.Rounded).AddColumns("Tags", "AUC", "true ones kept", "replaced ones doubted");
        tags.AddRow("by the picture", Number(report.TagAuc), Number(report.TrueTagsKept), Number(report.ReplacedTagsDoubted));
        tags.AddRow("by frequency", Number(report.TagAucFrequency), "", "");
        Terminal.Output.Write(tags);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Images} images, {report.ImagesPerSecond:0.0} images/s, {report.Tags} tags; {report.Words} words of {report.Pack}"));
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
