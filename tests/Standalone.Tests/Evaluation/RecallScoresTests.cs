using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class RecallScoresTests
{
    [Fact]
    public void Of_Ranks_CountsThoseWithinEachDepth()
    {
        var scores = RecallScores.Of([1, 2, 5, 6, 10, 11, 400, 3]);

        Assert.Equal((0.125, 0.5, 0.75), (scores.R1, scores.R5, scores.R10));
    }

    [Theory]
    [InlineData(3.0, 9, 1, 3)]
    [InlineData(4.5, 9, 1, 3, 6)]
    public void Of_Ranks_TakesTheMiddleOne(double expected, params int[] ranks) =>
        Assert.Equal(expected, RecallScores.Of(ranks).MedianRank);
}
