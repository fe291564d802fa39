using System.Text.Json;

namespace Indexing.EndToEnd.Tests;

public sealed class SearchTests(DemoIndex index) : IClassFixture<DemoIndex>
{
    private Workplace Workplace => index.Workplace;

    [Fact]
    public async Task Search_WordOfAPicture_NamesThePicture()
    {
        using var run = await Workplace.RunAsync(0, "search", "coffee", "--tag", "demo");

        Assert.Contains("pictures/shop-coffee.jpg", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WordOfNoPicture_SaysSoWithTheNearestAndItsOwnExitCode()
    {
        using var run = await Workplace.RunAsync(4, "search", "zeppelin");

        Assert.Contains("Nothing found", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nearest:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Misspelt_IsFoundByModeSimilar()
    {
        using var run = await Workplace.RunAsync(0, "search", "cofee", "--mode", "similar");

        Assert.Contains("pictures/shop-coffee.jpg", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_KindOfThing_IsFoundByModeConcept()
    {
        using var run = await Workplace.RunAsync(0, "search", "beverage", "--mode", "concept", "--top", "3");

        Assert.Contains("pictures/shop-coffee.jpg", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ConceptThatNobodyKnows_SaysWhatToDo()
    {
        using var run = await Workplace.RunAsync(2, "search", "xqzzy", "--mode", "concept");

        Assert.Contains("neither a concept nor a noun", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Picture_NamesReadingsAndConceptsOfAWord()
    {
        using var run = await Workplace.RunAsync(0, "explain", "pictures/shop-coffee.jpg", "--json");

        var coffee = JsonDocument.Parse(run.Output).RootElement.EnumerateArray()
            .Single(word => word.GetProperty("readings")[0].GetProperty("text").GetString() == "coffee");
        var concepts = coffee.GetProperty("concepts").EnumerateArray().Select(concept => concept.GetProperty("name").GetString());
        Assert.Contains("beverage", concepts);
        Assert.Equal(4, coffee.GetProperty("polygonPixels").GetArrayLength());
    }

    [Fact]
    public async Task Explain_NoPicture_SaysWhatIsWrong()
    {
        await File.WriteAllTextAsync(Workplace.Combine("note.txt"), "no picture", TestContext.Current.CancellationToken);

        using var run = await Workplace.RunAsync(2, "explain", "note.txt");

        Assert.Contains("note.txt", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_TagOfNoPicture_FindsNothing()
    {
        using var run = await Workplace.RunAsync(4, "search", "coffee", "--min-score", "0", "--tag", "other");

        Assert.Contains("nothing to compare with", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_AsJson_PrintsTheAnswerOfTheApi()
    {
        using var run = await Workplace.RunAsync(0, "search", "Coffee", "--json", "--top", "1", "--min-score", "0");

        var answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("coffee", answer.GetProperty("query").GetString());
        var hit = Assert.Single(answer.GetProperty("hits").EnumerateArray());
        Assert.Equal(4, hit.GetProperty("polygonPixels").GetArrayLength());
        Assert.InRange(hit.GetProperty("score").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task Search_WithShow_WritesThePicturesFound()
    {
        using var run = await Workplace.RunAsync(0, "search", "coffee", "--top", "2", "--min-score", "0", "--show", "shown");

        var shown = Directory.GetFiles(Workplace.Combine("shown"));
        Assert.Equal(2, shown.Length);
        Assert.All(shown, path => Assert.Equal([0xFF, 0xD8], File.ReadAllBytes(path)[..2]));
    }

    [Fact]
    public async Task Search_WithoutIndex_SaysHowToMakeOne()
    {
        using var run = await Workplace.RunAsync(2, "search", "coffee", "--index", "typo");

        Assert.Contains("indexing index FOLDER", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Workplace.Combine("typo")));
    }
}
