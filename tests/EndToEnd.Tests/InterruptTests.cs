using Indexing.TestSupport;

namespace Indexing.EndToEnd.Tests;

public sealed class InterruptTests : IDisposable
{
    private const int Pictures = 80;
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Index_CtrlC_FinishesThePicturesInHandAndTheNextRunGoesOn()
    {
        for (var seed = 0; seed < Pictures; seed++)
            _workplace.Add($"{seed:00}.png", TestPictures.Png(seed, 900, 700));
        using var run = _workplace.Start("index", "pictures");
        await WaitForTheFirstPictureAsync(run);
        run.Interrupt();
        await run.ExpectExitAsync(130);

        Assert.Contains("Interrupted:", run.Output, StringComparison.Ordinal);
        var done = (await _workplace.ReadIndexAsync()).Count;
        Assert.InRange(done, 1, Pictures - 1);
        using var rest = await _workplace.RunAsync(0, "index", "pictures");
        Assert.Contains($"{done} unchanged", rest.Output, StringComparison.Ordinal);
        Assert.Equal(Pictures, (await _workplace.ReadIndexAsync()).Count);
    }

    private async Task WaitForTheFirstPictureAsync(IndexingProcess run)
    {
        while (!File.Exists(Path.Combine(_workplace.Index, "index.db")) || (await _workplace.ReadIndexAsync()).Count == 0)
        {
            Assert.True(run.IsRunning, run.Output + run.Error);
            await Task.Delay(20);
        }
    }
}
