using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests;

/// <summary>kill -9 in the middle of indexing, at random moments.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 10;

    /// <summary>Enough work that most runs are in the middle of it when they are killed.</summary>
    private const int Pictures = 300;

    private readonly Workplace _killed = new();
    private readonly Workplace _untouched = new();

    public void Dispose()
    {
        _killed.Dispose();
        _untouched.Dispose();
    }

    [Fact]
    public async Task Index_KilledTenTimesAtRandom_IsCompletedByTheNextRunWithoutLossOrDouble()
    {
        foreach (var workplace in (Workplace[])[_killed, _untouched])
        {
            workplace.AddDemoPictures();
            for (var seed = 0; seed < Pictures; seed++)
                workplace.Add($"more/{seed:000}.png", TestPictures.Png(seed, 400, 300));
        }

        var random = new Random();
        for (var i = 0; i < Kills; i++)
        {
            using var run = _killed.Start("index", "pictures");
            // From "nothing loaded yet" to "some pictures written": a start takes about half a second on a quiet machine.
            await Task.Delay(random.Next(100, 1500));
            await run.KillAsync();
        }

        using var last = await _killed.RunAsync(0, "index", "pictures");
        using var reference = await _untouched.RunAsync(0, "index", "pictures");

        var expected = await _untouched.ReadIndexAsync();
        Assert.Equal(Pictures + 15, expected.Count);
        Assert.All(expected, picture => Assert.Equal(ImageStatus.Indexed, picture.Status));
        Assert.Equal(expected, await _killed.ReadIndexAsync());
    }
}
