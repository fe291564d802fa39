using Indexing.VectorStore;

namespace Indexing.Search.Tests;

public sealed class LiteralEvidenceTests
{
    [Theory]
    [InlineData("open", 0.5, 0.5)]
    [InlineData("open late", 0.5, 0.75)]
    [InlineData("\"open late\" shop", 0.5, 0.875)]
    [InlineData("open", 0, 0)]
    public void Of_WordsFoundTogether_VouchForEachOther(string query, double score, double expected) =>
        Assert.Equal(expected, LiteralEvidence.Of([Answer(SearchChannel.Exact, score)], QueryParser.Parse(query)), 1e-12);

    [Fact]
    public void Of_SimilarWords_AreNoEvidence() =>
        Assert.Equal(0, LiteralEvidence.Of([Answer(SearchChannel.Similar, 0.9)], QueryParser.Parse("open")));

    [Fact]
    public void Of_NothingFound_IsNone() =>
        Assert.Equal(0, LiteralEvidence.Of([new ChannelAnswer(SearchChannel.Exact, 0.5, [])], QueryParser.Parse("open late")));

    [Theory]
    [InlineData("open", 0.99, false)]
    [InlineData("open late", 0.95, true)]
    [InlineData("open late", 0.85, false)]
    public void IsText_NeedsSeveralWordsAndAlmostCertainty(string query, double evidence, bool expected) =>
        Assert.Equal(expected, LiteralEvidence.IsText(evidence, QueryParser.Parse(query)));

    private static ChannelAnswer Answer(SearchChannel channel, double score) =>
        new(channel, 0, [new MatchedImage(new ImageKey("t", "a"), score, [])]);
}
