using Indexing.Contracts;
using Indexing.Search.Scenes;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Scenes;

public sealed class TagCleanerTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private TagCleaner Cleaner => fixture.Parts.GetRequiredService<TagCleaner>();

    [Fact]
    public async Task Clean_TagsOfAPicture_AreKeptDoubtedOrUnknown()
    {
        var cleaned = Cleaner.Clean(await fixture.SceneAsync("red", "blue"), ["Red", "green", "gbr", "red-green", "-"], proposals: 0);

        Assert.Equal(
            [
                ("Red", TagVerdict.Kept), ("green", TagVerdict.Doubtful), ("gbr", TagVerdict.Unknown), ("red-green", TagVerdict.Doubtful),
                ("-", TagVerdict.Unknown),
            ],
            cleaned.Tags.Select(tag => (tag.Tag, tag.Verdict)));
        Assert.Equal([false, false, true, false, true], cleaned.Tags.Select(tag => tag.Score is null));
    }

    [Fact]
    public async Task Clean_TagOfSeveralWords_IsAsGoodAsTheWorst()
    {
        var cleaned = Cleaner.Clean(await fixture.SceneAsync("red", "blue"), ["green", "red green", "red"], proposals: 0);

        Assert.Equal(cleaned.Tags[0].Score, cleaned.Tags[1].Score);
        Assert.True(cleaned.Tags[2].Score > cleaned.Tags[1].Score);
    }

    [Fact]
    public async Task Clean_PictureThatShowsMore_ProposesItFirst()
    {
        var cleaned = Cleaner.Clean(await fixture.SceneAsync("red", "blue"), ["red", "crane"], proposals: 1);

        Assert.Equal("blue", Assert.Single(cleaned.Proposed).Word);
    }

    [Fact]
    public async Task Clean_NoTags_OnlyProposes()
    {
        var cleaned = Cleaner.Clean(await fixture.SceneAsync("red"), [], proposals: 1);

        Assert.Empty(cleaned.Tags);
        Assert.Equal("red", Assert.Single(cleaned.Proposed).Word);
    }

    [Theory]
    [InlineData(101, 3, 0)]
    [InlineData(1, 129, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 3, 33)]
    [InlineData(1, 3, -1)]
    public void Clean_TooMuch_IsRefused(int tags, int length, int proposals) => Assert.Throws<InvalidQueryException>(
        () => Cleaner.Clean(new float[16], [.. Enumerable.Repeat(new string('a', length), tags)], proposals));
}
