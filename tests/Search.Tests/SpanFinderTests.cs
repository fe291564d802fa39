namespace Indexing.Search.Tests;

public sealed class SpanFinderTests
{
    [Theory]
    [InlineData("PRE-16A", "re16", "RE-16")]
    [InlineData("Coffee,", "coffee", "Coffee")]
    [InlineData("the Harbour Inn", "harbour", "Harbour")]
    [InlineData("HARB0UR", "harbour", "HARB0UR")]
    [InlineData("Café", "cafe", "Café")]
    [InlineData("open late", "open late", "open late")]
    public void Find_TermInAReading_IsThePartAsWritten(string text, string term, string expected)
    {
        var span = SpanFinder.Find(text, term);

        Assert.NotNull(span);
        Assert.Equal(expected, text.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("", "coffee")]
    [InlineData("---", "coffee")]
    [InlineData("station", "coffee")]
    public void Find_TermThatIsNotThere_IsNothing(string text, string term) => Assert.Null(SpanFinder.Find(text, term));
}
