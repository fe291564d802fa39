using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class ReplacedTagsTests
{
    private static readonly string[][] Words = [["dog", "beach", "brown"], ["man", "hat"], ["snow"], ["dog", "snow", "white", "man"]];

    [Fact]
    public void Of_Pictures_ReplacesHalfOfTheWordsOfEach() => Assert.Equal(
        [(2, 1), (1, 1), (1, 0), (2, 2)],
        ReplacedTags.Of(Words).Select(tags => (tags.Count(tag => tag.IsTrue), tags.Count(tag => !tag.IsTrue))));

    [Fact]
    public void Of_Pictures_ReplacesByWordsOfOthersOnly()
    {
        foreach (var (own, tags) in Words.Zip(ReplacedTags.Of(Words)))
        {
            Assert.All(tags, tag => Assert.Equal(tag.IsTrue, own.Contains(tag.Tag)));
            Assert.All(tags, tag => Assert.Contains(Words, other => other.Contains(tag.Tag)));
            Assert.Equal(tags.Count, tags.Select(tag => tag.Tag).Distinct().Count());
        }
    }

    [Fact]
    public void Of_SamePictures_IsTheSameEachTime() => Assert.Equal(ReplacedTags.Of(Words), ReplacedTags.Of(Words));

    [Fact]
    public void Of_PicturesWithTheSameWords_ReplacesNone()
    {
        string[][] alike = [["dog", "man"], ["man", "dog"]];

        Assert.All(ReplacedTags.Of(alike), tags => Assert.True(Assert.Single(tags).IsTrue));
    }
}
