using System.Globalization;
using System.Text.Json;
using Indexing.Standalone.Evaluation;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows measures: a table for people, one JSON line for programs.</summary>
internal static class EvaluationView
{
    public static void Write(RetrievalReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = Measures();
        Add(table, "mAP, search", report.Map);
        Add(table, "mAP, embedding only", report.MapEmbeddingOnly);
        Add(table, "mAP, transcription and edit distance", report.MapTranscription);
        Add(table, "precision at the threshold", report.PrecisionAtThreshold);
        Add(table, "recall at the threshold", report.RecallAtThreshold);
        Add(table, "false positives among pictures without the word", report.FalsePositiveRate, "0.000000");
        if (report.Accuracy is { } accuracy)
            Add(table, "words read exactly", accuracy);
        WriteTable(table, report.Images, report.ImagesPerSecond, $"{report.Queries} queries");
    }

    public static void Write(SimilarReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = Measures();
        Add(table, "nDCG@10", report.Ndcg10);
        Add(table, "nDCG@10, transcription and edit distance", report.Ndcg10Transcription);
        Add(table, "Spearman", report.Spearman);
        Add(table, "Spearman, transcription and edit distance", report.SpearmanTranscription);
        WriteTable(table, report.Images, report.ImagesPerSecond, $"{report.Queries} queries, {report.Words} words");
    }

    public static void Write(ConceptReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Words", "Method", "mAP, word to concept", "precision of the first", "mAP, concept to word");
        foreach (var (state, methods) in new[] { ("clean", report.Clean), ("degraded", report.Degraded) })
            foreach (var (method, scores) in methods)
                table.AddRow(state, method, Number(scores.Map), Number(scores.Precision1), Number(scores.MapSearch));
        Terminal.Output.Write(table);
        Terminal.Output.WriteLine($"{report.Words} words, {report.UnseenWords} of them unseen; {report.Concepts} concepts searched for");
    }

    public static void Write(DetectionReport report, double minScore, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = Measures();
        Add(table, "precision", report.Precision);
        Add(table, "recall", report.Recall);
        Add(table, "F1", report.F1);
        var remark = string.Create(CultureInfo.InvariantCulture, $"boxes scored {minScore:0.00} or more");
        WriteTable(table, report.Images, report.ImagesPerSecond, remark);
    }

    public static void Write(LocalizationReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Phrases", "Points at it", "Overlaps by half", "Number");
        Add("all", report.All);
        foreach (var (source, scores) in report.BySource)
            Add($"found by: {source}", scores);
        foreach (var (size, scores) in report.BySize)
            Add($"{size} things", scores);
        foreach (var (name, scores) in report.Baselines)
            Add($"always the answer: {name}", scores);
        Terminal.Output.Write(table);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Images} images, {report.ImagesPerSecond:0.0} images/s"));

        void Add(string name, LocalizationScores scores) => table.AddRow(
            name, Number(scores.Pointing), Number(scores.Recall1), scores.Phrases.ToString(CultureInfo.InvariantCulture));
    }

    public static void Write(MixedReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var kinds = report.Modes.Values.First().ByKind.Keys.ToList();
        var table = new Table().Border(TableBorder.Rounded).AddColumns(["Mode", "recall@10", .. kinds, "shown for nothing"]);
        foreach (var (mode, scores) in report.Modes)
        {
            var byKind = kinds.Select(kind => Number(scores.ByKind[kind]));
            table.AddRow([mode, Number(scores.Recall10), .. byKind, Number(scores.FalsePositives)]);
        }

        Terminal.Output.Write(table);
        Terminal.Output.WriteLine(
            $"by picture: recall@10 {Number(report.Picture.Recall10)}, precision@10 {Number(report.Picture.Precision10)}, "
            + $"{report.Picture.Queries} crops");
        var questions = string.Join(", ", report.Queries.Select(kind => $"{kind.Value} {kind.Key}"));
        Terminal.Output.WriteLine($"{report.Images} images; questions: {questions}");
    }

    public static void Write(CaptionReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = RecallTable();
        Add(table, "sentence to image", report.SentenceToImage);
        Add(table, "image to sentence", report.ImageToSentence);
        var remark = string.Create(
            CultureInfo.InvariantCulture, $"{report.Captions} sentences, {report.MsPerQuery:0.0} ms each, {report.Pack}");
        WriteTable(table, report.Images, report.ImagesPerSecond, remark);
    }

    public static void Write(FusionReport report, bool json)
    {
        if (json)
        {
            WriteJson(report);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Questions", "alone", "mode auto", "kept", "asked the scenes");
        table.AddRow(
            "words, mAP", Number(report.WordMap), Number(report.WordMapFused), Number(report.WordsKept), Number(report.WordsAskedScenes));
        table.AddRow(
            "sentences, recall@10", Number(report.SentenceRecall10), Number(report.SentenceRecall10Fused), Number(report.SentencesKept),
            Number(report.SentencesAskedScenes));
        Terminal.Output.Write(table);
        var mixed = RecallTable();
        foreach (var (way, scores) in report.Mixed)
            Add(mixed, $"mixed question, by {way}", scores);
        Terminal.Output.Write(mixed);
        Terminal.Output.WriteLine(
            $"{report.Images} images; {report.WordQueries} words, {report.Sentences} sentences, {report.MixedQuestions} mixed questions, "
            + report.Pack);
    }

    /// <summary>Says which images of a set could not be indexed; they count as images without words.</summary>
    public static void WriteRejected(GalleryReport gallery)
    {
        foreach (var image in gallery.Rejected)
            Terminal.Remarks.WriteLine($"rejected {image}");
    }

    private static void WriteJson<T>(T report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));

    private static Table Measures() => new Table().Border(TableBorder.Rounded).AddColumns("Measure", "Value");

    private static void Add(Table table, string name, double value, string format = "0.0000") =>
        table.AddRow(new Text(name), new Text(value.ToString(format, CultureInfo.InvariantCulture)));

    private static Table RecallTable() =>
        new Table().Border(TableBorder.Rounded).AddColumns("Direction", "R@1", "R@5", "R@10", "median rank");

    private static void Add(Table table, string name, RecallScores scores) => table.AddRow(
        name, Number(scores.R1), Number(scores.R5), Number(scores.R10), scores.MedianRank.ToString("0.#", CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static void WriteTable(Table table, int images, double imagesPerSecond, string remark)
    {
        Terminal.Output.Write(table);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{images} images, {imagesPerSecond:0.0} images/s, {remark}"));
    }
}
