using Indexing.Standalone.Evaluation;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class EvaluationSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Photographs_KnowsQuadsAndIgnoredWords()
    {
        const string Legible = """{"text": "Hi", "quad": [[1, 2], [3, 2], [3, 4], [1, 4]], "ignore": false}""";
        const string Illegible = """{"text": "###", "quad": [[0, 0], [1, 0], [1, 1], [0, 1]], "ignore": true}""";
        _folder.Write("gt.jsonl", $$"""{"image": "a.jpg", "width": 9, "instances": [{{Legible}}, {{Illegible}}]}""");

        var image = Assert.Single(EvaluationSet.Read(_folder.Path, 1, int.MaxValue).Images);

        Assert.Equal(("Hi", false, 3f), (image.Instances[0].Text, image.Instances[0].IsIgnored, image.Instances[0].Corners.BottomRight.X));
        Assert.True(image.Instances[1].IsIgnored);
    }

    [Fact]
    public void Read_WithHoldout_KeepsEveryFifthByFileName()
    {
        // Ordinal order: img_1, img_10, img_11, img_2, img_3, img_4 ...
        WriteImages("img_3", "img_1", "img_2", "img_10", "img_11", "img_4");

        var images = EvaluationSet.Read(_folder.Path, 5, int.MaxValue).Images;

        Assert.Equal(["img_1", "img_4"], images.Select(image => image.Image));
    }

    [Fact]
    public void Read_WithLimit_DropsQueriesThatNothingAnswers()
    {
        WriteImages("a", "b", "c");
        _folder.Write("queries.jsonl", """
            {"query": "one", "relevant": ["a", "c"]}
            {"query": "two", "relevant": ["c"]}
            """);

        var set = EvaluationSet.Read(_folder.Path, 1, 2);

        Assert.Equal("one", Assert.Single(set.Queries).Query);
        Assert.Equal(["a"], set.Queries[0].Relevant);
    }

    [Fact]
    public void WithWordQueries_Crops_AsksEveryDistinctLabelOfThreeCharacters()
    {
        _folder.Write("gt.jsonl", """
            {"image": "1.png", "text": "You"}
            {"image": "2.png", "text": "YOU!"}
            {"image": "3.png", "text": "me"}
            {"image": "4.png", "text": "Rescue"}
            """);

        var queries = EvaluationSet.Read(_folder.Path, 1, int.MaxValue).WithWordQueries().Queries;

        Assert.Equal(["rescue", "you"], queries.Select(query => query.Query));
        Assert.Equal(["1.png", "2.png"], queries[1].Relevant);
    }

    [Fact]
    public void WithWordQueries_Photographs_SaysWhatIsMissing()
    {
        WriteImages("a");

        Assert.Throws<UsageException>(() => EvaluationSet.Read(_folder.Path, 1, int.MaxValue).WithWordQueries());
    }

    [Fact]
    public void Read_OtherFolder_SaysThatItIsNoSet()
    {
        var problem = Assert.Throws<UsageException>(() => EvaluationSet.Read(_folder.Path, 1, 1));

        Assert.Contains("gt.jsonl", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedLine_NamesFileAndLine()
    {
        _folder.Write("gt.jsonl", "{\"image\": \"a\"}\n{\"image\": ");

        var problem = Assert.Throws<UsageException>(() => EvaluationSet.Read(_folder.Path, 1, int.MaxValue));

        Assert.Contains("gt.jsonl' line 2", problem.Message, StringComparison.Ordinal);
    }

    private void WriteImages(params string[] names) =>
        _folder.Write("gt.jsonl", string.Join('\n', names.Select(name => $"{{\"image\": \"{name}\"}}")));
}
