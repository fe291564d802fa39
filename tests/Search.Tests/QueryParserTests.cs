namespace Indexing.Search.Tests;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("Coffee!", "coffee")]
    [InlineData("  Open   24 hours ", "open 24 hours")]
    [InlineData("open OR closed", "open OR closed")]
    [InlineData("open or closed", "open or closed")]
    [InlineData("open AND late", "open late")]
    [InlineData("\"Open Late\" bar", "\"open late\" bar")]
    [InlineData("“Open Late”", "\"open late\"")]
    [InlineData("\"open late", "\"open late\"")]
    [InlineData("\"open\"", "open")]
    [InlineData("OR coffee OR", "coffee")]
    [InlineData("\"OR\"", "or")]
    [InlineData("café", "cafe")]
    public void Parse_Query_IsReadSo(string query, string expected) => Assert.Equal(expected, QueryParser.Parse(query).ToString());

    [Fact]
    public void Parse_OneWord_HasASingleWord()
    {
        Assert.Equal("coffee", QueryParser.Parse("coffee").SingleWord);
        Assert.Null(QueryParser.Parse("coffee tea").SingleWord);
        Assert.Null(QueryParser.Parse("\"coffee tea\"").SingleWord);
        Assert.Null(QueryParser.Parse("coffee OR tea").SingleWord);
    }

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("OR")]
    [InlineData("a b c d e f g h i")]
    public void Parse_NothingSearchableOrTooMuch_SaysWhatToChange(string query) =>
        Assert.NotEmpty(Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(query)).Message);

    [Theory]
    [InlineData(65)]
    [InlineData(257)]
    public void Parse_TooLong_IsRefused(int length) =>
        Assert.Throws<InvalidQueryException>(() => QueryParser.Parse(new string('a', length)));

    [Theory]
    [InlineData("a man in front of a Shop \"OPEN\"", "a man in front of a shop", "open")]
    [InlineData("\"open late\" a shop \"Bar\"", "a shop", "\"open late\" bar")]
    [InlineData("a shop", "a shop", null)]
    [InlineData("a “24 hours” shop", "a shop", "\"24 hours\"")]
    [InlineData("a shop \"!\"", "a shop", null)]
    public void ParseScene_Query_PartsSentenceAndQuotedWords(string query, string words, string? quoted)
    {
        var text = QueryParser.ParseScene(query);

        Assert.Equal((words, quoted), (string.Join(' ', text.Words), text.Quoted?.ToString()));
    }
}
