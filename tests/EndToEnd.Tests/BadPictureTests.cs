using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests;

/// <summary>Every kind of bad picture beside good and odd ones (reliability.md, row 3).</summary>
public sealed class BadPictureTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public BadPictureTests()
    {
        _workplace.Add("good.jpg", TestPictures.Jpeg(1));
        _workplace.Add("below/name with #, % and é.png", TestPictures.Png(2));
        BadPictures.AddTo(_workplace);
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Index_BadPicturesBesideGoodOnes_RejectsEachWithItsReasonAndIndexesTheRest()
    {
        using var run = await _workplace.RunAsync(1, "index", "pictures");

        Assert.All(BadPictures.Bad, bad => Assert.Contains($"{bad.Name}: {bad.Reason}: ", run.Output, StringComparison.Ordinal));
        Assert.Contains($"{BadPictures.Odd.Count + 2} indexed", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{BadPictures.Bad.Count} rejected, 0 failed", run.Output, StringComparison.Ordinal);
        var pictures = await _workplace.ReadIndexAsync();
        Assert.Equal(BadPictures.Bad.Select(bad => bad.Name).Order(), Names(pictures, ImageStatus.Rejected));
        Assert.Equal(
            BadPictures.Odd.Append("good.jpg").Append("below/name with #, % and é.png").Order(StringComparer.Ordinal),
            Names(pictures, ImageStatus.Indexed));
    }

    [Fact]
    public async Task Index_SecondRun_TriesNothingAgainAndStillListsTheRejected()
    {
        using var first = await _workplace.RunAsync(1, "index", "pictures");
        using var second = await _workplace.RunAsync(1, "index", "pictures");

        var expected = $"0 indexed with 0 words, {BadPictures.Odd.Count + 2} unchanged, {BadPictures.Bad.Count} rejected";
        Assert.Contains(expected, second.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IEnumerable<IndexedPicture> pictures, ImageStatus status) =>
        pictures.Where(picture => picture.Status == status).Select(picture => picture.Name).Order(StringComparer.Ordinal);
}
