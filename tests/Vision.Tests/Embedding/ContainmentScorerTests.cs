using Indexing.TestSupport;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

public sealed class ContainmentScorerTests
{
    [Theory]
    [InlineData("a", "ab")]
    [InlineData("ab", "ab")]
    [InlineData("aa", "ab")]
    [InlineData("aba", "ab")]
    [InlineData("aab", "ab")]
    [InlineData("abab", "ab ")]
    [InlineData("b a", "ab ")]
    public void Score_SmallPosteriors_IsTheSumOverAllTextsThatContainThePiece(string piece, string characters)
    {
        var posteriors = SmallPosteriors.Random(frames: 7, seed: piece.Length * 17, characters);
        var expected = SmallPosteriors.Texts(posteriors, characters)
            .Where(text => text.Text.Contains(piece, StringComparison.Ordinal)).Sum(text => text.Probability);

        var probability = new ContainmentScorer(piece).Score(posteriors);

        Assert.Equal(expected, probability, 1e-5);
    }

    [Theory]
    [InlineData("re16", 0.5, 1)]
    [InlineData("pre16a", 0.4, 1)]
    [InlineData("re17", 0, 0.05)]
    public void Score_PieceOfACode_IsProbableOnlyWhereItIsWritten(string piece, double least, double most)
    {
        var posteriors = SpelledPosteriors.Of("pre16a");

        Assert.InRange(new ContainmentScorer(piece).Score(posteriors), least, most);
    }

    [Fact]
    public void Score_AnotherRegionBefore_LeavesNothingBehind()
    {
        var scorer = new ContainmentScorer("abc");
        var alone = new ContainmentScorer("abc").Score(SpelledPosteriors.Of("xabcx"));
        scorer.Score(SpelledPosteriors.Of("abcabc"));

        Assert.Equal(alone, scorer.Score(SpelledPosteriors.Of("xabcx")));
    }
}
