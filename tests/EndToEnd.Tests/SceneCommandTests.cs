using System.Text.Json;
using Indexing.TestSupport.Sentences;

namespace Indexing.EndToEnd.Tests;

/// <summary>
/// <c>summarize</c>, <c>neighbors</c>, <c>clean-tags</c>, <c>caption</c> and <c>eval summaries</c>, with a small sentence pack that knows
/// colours, on files and on pictures of an index.
/// </summary>
public sealed class SceneCommandTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly Dictionary<string, string> _environment = [];

    public SceneCommandTests()
    {
        _environment["Inference__SentencePack"] = SentencePacks.CreateColours(_workplace.Combine("models"));
        _workplace.Add("flag.png", SentencePacks.Png("red", "blue"));
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Summarize_File_NamesWhatItShowsAndDrawsIt()
    {
        var summary = await JsonAsync("summarize", "pictures/flag.png", "--words", "2", "--out", "out/flag.jpg");

        Assert.Equal(["blue", "red"], Words(summary).Order());
        Assert.Equal([0xFF, 0xD8], File.ReadAllBytes(_workplace.Combine("out/flag.jpg")).Take(2));
    }

    [Fact]
    public async Task Commands_OnAPictureOfTheIndex_AnswerAsForItsFile()
    {
        await RunAsync(0, "index", "pictures");
        var id = Path.Combine(_workplace.Pictures, "flag.png");
        var ofFile = await JsonAsync("summarize", id, "--words", "2");
        File.Delete(id);

        var ofIndex = await JsonAsync("summarize", id, "--words", "2");

        Assert.Equal(Words(ofFile), Words(ofIndex));
        Assert.Contains("kept", await RunAsync(0, "clean-tags", id, "--tags", "red"), StringComparison.Ordinal);
        await RunAsync(2, "clean-tags", "no such picture", "--tags", "red");
        await RunAsync(2, "summarize", id, "--out", "copy.jpg");
    }

    [Fact]
    public async Task CleanTags_OfAFile_SaysWhatBecomesOfEach()
    {
        var cleaned = await RunAsync(0, "clean-tags", "pictures/flag.png", "--tags", "red, green, [gbr]");

        Assert.Matches(@"red\W+[\d.]+\W+kept", cleaned);
        Assert.Matches(@"green\W+[\d.]+\W+doubtful", cleaned);
        Assert.Matches(@"\[gbr\]\W+unknown word", cleaned);
        Assert.Contains("Proposed: blue", cleaned, StringComparison.Ordinal);
        await RunAsync(2, "clean-tags", "pictures/flag.png");
    }

    [Fact]
    public async Task Caption_WithSentences_PutsTheDescribingOneFirst()
    {
        await File.WriteAllTextAsync(_workplace.Combine("captions.txt"), "a green sign\n\na red and blue sign\n");

        var ranked = await JsonAsync("caption", "pictures/flag.png", "--captions", "captions.txt");

        Assert.Equal(
            ["a red and blue sign", "a green sign"],
            ranked.GetProperty("captions").EnumerateArray().Select(caption => caption.GetProperty("caption").GetString()));
        await RunAsync(2, "caption", "pictures/flag.png", "--captions", "nowhere.txt");
    }

    [Fact]
    public async Task Caption_WithoutSentences_NeedsAnIndexWithCaptions()
    {
        Assert.Contains("There is no index", await RunAsync(2, "caption", "pictures/flag.png"), StringComparison.Ordinal);

        await RunAsync(0, "index", "pictures");
        Assert.Contains("--captions FILE", await RunAsync(4, "caption", "pictures/flag.png"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neighbors_OfAWord_NeedNoIndex()
    {
        Assert.Equal(5, (await JsonAsync("neighbors", "red", "--top", "5")).GetProperty("neighbors").GetArrayLength());
        Assert.Contains("Near to it: yellow", await RunAsync(2, "neighbors", "yelow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summarize_WithoutASentencePack_SaysWhatToDo()
    {
        _environment["Inference__SentencePack"] = "";

        Assert.Contains("Inference:SentencePack", await RunAsync(2, "summarize", "pictures/flag.png"), StringComparison.Ordinal);
        Assert.Contains("Inference:SentencePack", await RunAsync(2, "neighbors", "red"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summarize", "no-file.png")]
    [InlineData("summarize", "models/colours/1/pack.json")]
    [InlineData("summarize", "pictures/flag.png", "--words", "33")]
    [InlineData("eval", "summaries", "--set", "set", "--split", "nowhere")]
    public async Task Run_WrongArguments_IsAUsageError(params string[] arguments)
    {
        WriteSet();

        await RunAsync(2, arguments);
    }

    [Fact]
    public async Task EvalSummaries_AsJson_EndsWithOneObjectOfTheAgreedFields()
    {
        WriteSet();

        var report = await JsonAsync("eval", "summaries", "--set", "set", "--words", "2");

        string[] fields =
        [
            "methods", "recallLimit", "k", "tagAuc", "tagAucFrequency", "trueTagsKept", "replacedTagsDoubted", "tags", "images", "words",
            "pack", "imagesPerSecond",
        ];
        Assert.Equal(fields.Order(), report.EnumerateObject().Select(field => field.Name).Order());
        var pursuit = report.GetProperty("methods").GetProperty("pursuit");
        Assert.Equal((1, 1), (pursuit.GetProperty("precision").GetDouble(), pursuit.GetProperty("recall").GetDouble()));
        Assert.True(report.GetProperty("methods").GetProperty("frequent").GetProperty("precision").GetDouble() < 1);
        Assert.Equal(1, report.GetProperty("tagAuc").GetDouble());
        Assert.Equal((4, 16, 8), (Number(report, "images"), Number(report, "words"), Number(report, "tags")));
        Assert.Contains("precision@3", await RunAsync(0, "eval", "summaries", "--set", "set"), StringComparison.Ordinal);
    }

    private static int Number(JsonElement report, string name) => report.GetProperty(name).GetInt32();

    private static string[] Words(JsonElement summary) =>
        [.. summary.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("word").GetString()!)];

    private void WriteSet()
    {
        Directory.CreateDirectory(_workplace.Combine("set/images"));
        (string First, string Second)[] pictures = [("red", "blue"), ("lime", "navy"), ("yellow", "black"), ("teal", "red")];
        var lines = new List<string>();
        foreach (var (first, second) in pictures)
        {
            File.WriteAllBytes(_workplace.Combine($"set/images/{first}.png"), SentencePacks.Png(first, second));
            lines.Add($$"""{"image":"{{first}}.png","split":"dev","captions":["A {{first}} sign .","A {{second}} house !"]}""");
        }

        File.WriteAllLines(_workplace.Combine("set/gt.jsonl"), lines);
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var process = IndexingProcess.Start(_workplace.Path, _environment, [.. arguments, "--json"]);
        await process.ExpectExitAsync(0);
        return JsonDocument.Parse(process.Output.TrimEnd().Split('\n')[^1]).RootElement;
    }

    /// <summary>Runs to the end, checks the exit code and returns both streams.</summary>
    private async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        using var process = IndexingProcess.Start(_workplace.Path, _environment, arguments);
        await process.ExpectExitAsync(exitCode);
        return process.Output + process.Error;
    }
}
