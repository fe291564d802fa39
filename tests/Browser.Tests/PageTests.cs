namespace Indexing.Browser.Tests;

/// <summary>The search page in headless Chromium: each test of <c>tests/Browser</c> is one test here.</summary>
public sealed class PageTests(PageRun run) : IClassFixture<PageRun>
{
    public static TheoryData<string, string> Tests
    {
        get
        {
            var tests = new TheoryData<string, string>();
            foreach (var test in NodeTest.FindAll())
                tests.Add(test.File, test.Title);
            return tests;
        }
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Page_InChromium_PassesTheTest(string file, string title)
    {
        var test = new NodeTest(file, title);
        var results = run.Results.Where(test.Includes).ToList();

        Assert.True(results.Count > 0, $"{file} ended without running this test.\n{run.Log}");
        Assert.All(
            results, result => Assert.True(result is { Error: null, IsSkipped: false }, $"{result.Name}\n{result.Error ?? "skipped"}"));
    }

    [Fact]
    public void Run_OfAllFiles_HoldsNoTestThatIsNotReported()
    {
        var tests = NodeTest.FindAll().ToList();

        Assert.NotEmpty(run.Results);
        Assert.Empty(run.Results.Where(result => !tests.Exists(test => test.Includes(result))).Select(result => result.Name));
    }
}
