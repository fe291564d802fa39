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
}
