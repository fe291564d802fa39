using Indexing.Search;
using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class SimilarQueriesTests
{
    private static readonly string[] Words = ["COFFEE", "hotel", "Café", "the", "hotel", "museum"];

    [Fact]
    public void Of_SameWords_GivesTheSameQueries() => Assert.Equal(SimilarQueries.Of(Words), SimilarQueries.Of(Words.Reverse()));

    [Fact]
    public void Of_Words_AsksForEachLongOneOnceAndForNoneThatIsThere()
    {
        var queries = SimilarQueries.Of(Words);
        var known = Words.Select(ProtocolText.Normalize).ToHashSet();

        Assert.Equal(known.Count(word => word.Length >= 4), queries.Count);
        Assert.DoesNotContain(queries, known.Contains);
    }

    [Fact]
    public void Of_Words_StaysWithinTwoEdits() => Assert.All(
        SimilarQueries.Of(Words), query => Assert.Contains(Words.Select(ProtocolText.Normalize), word => Edits(query, word) < 2.5));

    private static double Edits(string query, string word) =>
        (1 - EditSimilarity.Compute(query, word)) * Math.Max(query.Length, word.Length);
}
