using Indexing.Search.Localisation;

namespace Indexing.Search.Tests.Localisation;

public sealed class AskedPhraseTests
{
    [Theory]
    [InlineData("sign that says open", "sign", "open")]
    [InlineData("the red sign that says \"OPEN 24 HOURS\"", "the red sign", "open 24 hours")]
    [InlineData("a poster with the word Coffee", "a poster", "coffee")]
    [InlineData("banner saying: free ice cream", "banner", "free ice cream")]
    [InlineData("sign which reads STOP", "sign", "stop")]
    [InlineData("\"OPEN\"", "", "open")]
    [InlineData("the \"OPEN\"", "", "open")]
    [InlineData("door with “Push”", "door", "push")]
    public void Parse_PhraseThatSaysWhatIsWritten_HasTheThingAndTheWords(string phrase, string thing, string written)
    {
        var asked = AskedPhrase.Parse(phrase);

        Assert.True(asked.SaysText);
        Assert.Equal((thing, written), (asked.Thing, string.Join(' ', asked.Written)));
    }

    [Theory]
    [InlineData("coffee", "coffee")]
    [InlineData("the red ball", "red ball")]
    public void Parse_ShortPhrase_MayBeWrittenItself(string phrase, string written)
    {
        var asked = AskedPhrase.Parse(phrase);

        Assert.False(asked.SaysText);
        Assert.Equal(("", written), (asked.Thing, string.Join(' ', asked.Written)));
    }

    [Theory]
    [InlineData("the small red ball left of the house")]
    [InlineData("\"...\"")]
    public void Parse_PhraseWithoutWordsToRead_OnlyDescribes(string phrase) => Assert.Empty(AskedPhrase.Parse(phrase).Written);

    [Fact]
    public void Parse_WhiteSpaceAround_IsNotPartOfThePhrase() => Assert.Equal("red ball", AskedPhrase.Parse("  red ball ").Phrase);

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Parse_NothingOrTooMuch_SaysWhatIsAllowed(int length)
    {
        var refused = Assert.Throws<InvalidQueryException>(() => AskedPhrase.Parse(new string('a', length)));

        Assert.Equal($"phrase has {length} characters; allowed are 1..256.", refused.Message);
    }
}
