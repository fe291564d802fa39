using Indexing.TestSupport;

namespace Indexing.Standalone.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("index")]
    [InlineData("search")]
    [InlineData("frobnicate")]
    [InlineData("search", "word", "--top", "0")]
    [InlineData("search", "word", "--top", "many")]
    [InlineData("search", "word", "--min-score", "1.5")]
    [InlineData("search", "word", "--min-score", "high")]
    [InlineData("search", "word", "--mode", "fuzzy")]
    [InlineData("index", ".", "--parallel", "0")]
    [InlineData("check", "--device", "tpu")]
    [InlineData("check", "--pictures", "/nowhere/at/all")]
    [InlineData("eval", "retrieval")]
    [InlineData("eval", "concepts", "--set", "synthetic", "--limit", "5")]
    [InlineData("eval", "detection", "--set", "/nowhere")]
    [InlineData("eval", "captions", "--set", "/nowhere")]
    [InlineData("eval", "gallery", "--words", "/nowhere", "--captions", "/nowhere")]
    [InlineData("eval", "gallery", "--words", "/nowhere")]
    [InlineData("index", "/nowhere/at/all")]
    [InlineData("search", "word", "--index", "/nowhere/at/all")]
    [InlineData("backup")]
    [InlineData("backup", "--to", "/tmp", "--index", "/nowhere/at/all")]
    [InlineData("backup", "--to", "/tmp/never-made", "--index", "/nowhere/at/all")]
    [InlineData("restore")]
    [InlineData("restore", "/nowhere/at/all", "--index", "/tmp/never-made")]
    [InlineData("serve", "--urls", "8080")]
    [InlineData("serve", "--root", "/nowhere/at/all", "--index", "/tmp/never-made")]
    public async Task Run_WrongArguments_IsAUsageError(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await RunAsync(arguments));

    [Fact]
    public async Task Run_FolderWithoutPictures_IsAUsageError()
    {
        _folder.Write("notes.txt", "x");

        Assert.Equal(ExitCode.Usage, await RunAsync("index", _folder.Path, "--index", _folder.Combine("index")));
        Assert.False(Directory.Exists(_folder.Combine("index")));
    }

    [Fact]
    public async Task Run_WrongNumber_SaysWhatIsAllowed()
    {
        var error = new StringWriter();

        await CommandRunner.RunAsync(CommandRunner.CreateRoot().Parse(["search", "word", "--top", "5000"]), error);

        Assert.Contains("--top is 5000; allowed are 1 to 1000.", error.ToString(), StringComparison.Ordinal);
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandRunner.RunAsync(CommandRunner.CreateRoot().Parse(arguments), TextWriter.Null);
}
