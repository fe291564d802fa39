namespace Indexing.EndToEnd.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Demo_AnyFolder_ShowsHitsAndWritesFramedPictures()
    {
        using var run = await _workplace.RunAsync(0, "demo");

        Assert.Contains("search coffee", run.Output, StringComparison.Ordinal);
        Assert.Contains("shop-coffee.jpg", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_workplace.Combine("demo-output"), "coffee-*.jpg"));
        Assert.False(Directory.Exists(_workplace.Index));
    }

    /// <summary>ONNX Runtime's library would keep an id of the device there, and what it means to send.</summary>
    [Fact]
    public async Task Demo_OfANewUser_LeavesNothingInTheHomeFolder()
    {
        var home = Directory.CreateDirectory(_workplace.Combine("home")).FullName;
        using var run = IndexingProcess.Start(
            _workplace.Path, new Dictionary<string, string> { ["HOME"] = home, ["XDG_CACHE_HOME"] = "" }, "demo");
        await run.ExpectExitAsync(0);

        Assert.Empty(Directory.GetFiles(home, "*", SearchOption.AllDirectories));
    }
}
