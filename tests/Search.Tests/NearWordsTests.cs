namespace Indexing.Search.Tests;

public sealed class NearWordsTests
{
    private static readonly string[] Known = ["snow", "snowy", "snowboard", "show", "beach", "a"];

    [Theory]
    [InlineData("snwoy", "snowy")]
    [InlineData("beech", "beach")]
    public void Of_Misspelled_NamesTheWordFirst(string word, string expected) => Assert.Equal(expected, NearWords.Of(word, Known)[0]);

    [Fact]
    public void Of_Beginning_NamesLongerWordsBeforeMoreAlikeOnes() =>
        Assert.Equal("snowboard", NearWords.Of("snowb", ["snows", "snowboard"])[0]);

    [Fact]
    public void Of_NothingNear_NamesNone() => Assert.Empty(NearWords.Of("qzxwvj", Known));
}
