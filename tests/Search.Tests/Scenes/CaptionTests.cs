using Indexing.Search.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Scenes;

public sealed class CaptionTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private CaptionRanker Ranker => fixture.Parts.GetRequiredService<CaptionRanker>();

    private KnownCaptions Known => fixture.Parts.GetRequiredService<KnownCaptions>();

    [Fact]
    public async Task Rank_SentencesOfTheQuestion_PutsTheDescribingOneFirst()
    {
        string[] sentences = ["a green picture", "a red and blue picture", "a red picture"];

        var ranked = Ranker.Rank(await fixture.SceneAsync("red", "blue"), sentences, top: 2, CancellationToken.None).Captions;

        Assert.Equal(["a red and blue picture", "a red picture"], ranked.Select(caption => caption.Caption));
        Assert.True(ranked[0].Score > ranked[1].Score);
        Assert.Equal(fixture.Models.Calibration.Of(ranked[0].Similarity!.Value), ranked[0].Score);
        Assert.All(ranked, caption => Assert.Null(caption.ImageId));
    }

    [Fact]
    public async Task Rank_SentenceOfAnotherLanguage_ComesLast()
    {
        string[] sentences = ["ein rotes Bild", "a green picture"];

        var ranked = Ranker.Rank(await fixture.SceneAsync("red"), sentences, top: 5, CancellationToken.None).Captions;

        Assert.Equal(("ein rotes Bild", 0, null), (ranked[1].Caption, ranked[1].Score, ranked[1].Similarity));
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(1001, 5, 5)]
    [InlineData(1, 1025, 5)]
    [InlineData(1, 0, 5)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 1001)]
    public void Rank_TooMuch_IsRefused(int sentences, int length, int top) => Assert.Throws<InvalidQueryException>(
        () => Ranker.Rank(new float[16], Enumerable.Repeat(new string('a', length), sentences).ToArray(), top, CancellationToken.None));

    [Fact]
    public async Task RankKnown_CaptionsOfTheNeighbours_AreBorrowedWithoutItsOwn()
    {
        await fixture.AddAsync("self", ["red", "blue"], caption: "its own red and blue picture");
        await fixture.AddAsync("near", ["red", "blue"], caption: "a red and blue sign", captions: "a sign\na red house\n");
        await fixture.AddAsync("twin", ["blue", "red"], caption: "a red and blue sign");
        await fixture.AddAsync("silent", ["red", "blue"]);
        await fixture.AddAsync("foreign", ["red", "blue"], caption: "a foreign red and blue sign", tenant: "other");
        var scene = await fixture.SceneAsync("red", "blue");

        var known = await Known.FindAsync("default", scene, "self", CancellationToken.None);
        var ranked = Ranker.Rank(scene, known, top: 5, CancellationToken.None).Captions;

        Assert.Equal(["a red and blue sign", "a red house", "a sign"], ranked.Select(caption => caption.Caption));
        Assert.All(ranked, caption => Assert.Contains(caption.ImageId, (string[])["near", "twin"]));
    }

    [Fact]
    public async Task RankKnown_NobodyHasACaption_FindsNone() =>
        Assert.Empty(await Known.FindAsync("nobody", await fixture.SceneAsync("red"), imageId: null, CancellationToken.None));
}
