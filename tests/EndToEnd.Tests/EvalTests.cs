using System.Text.Json;

namespace Indexing.EndToEnd.Tests;

/// <summary>The evaluations over a set made of a few of the demo's pictures; the fields are those that other programs read.</summary>
public sealed class EvalTests : IDisposable
{
    private const string Quad = "[[0, 0], [9, 0], [9, 9], [0, 9]]";
    private readonly Workplace _workplace = new();

    public EvalTests()
    {
        string[] names = ["shop-coffee.jpg", "parcel-fragile.jpg", "street-harbour.jpg"];
        foreach (var path in Workplace.DemoPictures.Where(path => names.Contains(Path.GetFileName(path))))
        {
            Directory.CreateDirectory(_workplace.Combine("set/images"));
            File.Copy(path, _workplace.Combine($"set/images/{Path.GetFileName(path)}"));
        }

        Write("gt.jsonl", names.Select(name =>
            $$"""
            {"image": "{{name}}", "text": "{{Word(name)}}", "instances": [{"text": "{{Word(name)}}", "quad": {{Quad}}, "ignore": false}]}
            """));
        Write("queries.jsonl", names.Select(name => $$"""{"query": "{{Word(name)}}", "relevant": ["{{name}}"]}"""));
    }

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData(
        "retrieval", "map", "mapEmbeddingOnly", "mapTranscription", "threshold", "precisionAtThreshold", "recallAtThreshold",
        "falsePositiveRate", "images", "queries", "imagesPerSecond")]
    [InlineData(
        "words", "map", "mapEmbeddingOnly", "mapTranscription", "threshold", "precisionAtThreshold", "recallAtThreshold",
        "falsePositiveRate", "accuracy", "images", "queries", "imagesPerSecond")]
    [InlineData(
        "similar", "ndcg10", "ndcg10Transcription", "spearman", "spearmanTranscription", "words", "images", "queries", "imagesPerSecond")]
    [InlineData("detection", "precision", "recall", "f1", "images", "imagesPerSecond")]
    public async Task Eval_AsJson_EndsWithOneObjectOfTheAgreedFields(string what, params string[] fields)
    {
        using var run = await _workplace.RunAsync(0, "eval", what, "--set", "set", "--json");

        var report = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(fields.Order(), report.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(3, report.GetProperty("images").GetInt32());
        var measures = fields.Except(["images", "queries", "words", "imagesPerSecond"]);
        Assert.All(measures, field => Assert.InRange(report.GetProperty(field).GetDouble(), field.StartsWith("spearman") ? -1 : 0, 1));
    }

    [Fact]
    public async Task Eval_ConceptsOfUnseenNouns_AreBetterThanThoseOfTheirReadings()
    {
        using var run = await _workplace.RunAsync(0, "eval", "concepts", "--set", "synthetic", "--json");

        var report = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(800, report.GetProperty("unseenWords").GetInt32());
        Assert.True(report.GetProperty("map").GetDouble() > report.GetProperty("mapTranscription").GetDouble());
        var degraded = report.GetProperty("degraded");
        Assert.True(MapOf(degraded, "product") > MapOf(degraded, "transcription"));

        static double MapOf(JsonElement methods, string method) => methods.GetProperty(method).GetProperty("map").GetDouble();
    }

    [Fact]
    public async Task Eval_WithOut_WritesTheRankingOfEveryQuery()
    {
        using var run = await _workplace.RunAsync(0, "eval", "retrieval", "--set", "set", "--out", "rankings.jsonl");

        var lines = await File.ReadAllLinesAsync(_workplace.Combine("rankings.jsonl"));
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(3, JsonDocument.Parse(line).RootElement.GetProperty("ranking").GetArrayLength()));
    }

    [Fact]
    public async Task Eval_Evidence_WritesTheFeaturesOfEveryCandidate()
    {
        using var run = await _workplace.RunAsync(0, "eval", "evidence", "--set", "set", "--out", "evidence.jsonl");

        var line = JsonDocument.Parse((await File.ReadAllLinesAsync(_workplace.Combine("evidence.jsonl")))[0]).RootElement;
        Assert.Equal(
            ["editSimilarity", "features", "image", "query", "relevant"], line.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(7, line.GetProperty("features").GetArrayLength());
    }

    private static string Word(string name) => Path.GetFileNameWithoutExtension(name).Split('-')[1];

    private void Write(string file, IEnumerable<string> lines) => File.WriteAllLines(_workplace.Combine($"set/{file}"), lines);
}
