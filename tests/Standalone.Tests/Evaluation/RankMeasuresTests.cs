using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class RankMeasuresTests
{
    [Fact]
    public void Ndcg_BestOrder_IsOne() => Assert.Equal(1, RankMeasures.Ndcg([3, 2, 1], [1, 0.5, 0], depth: 2), 12);

    [Fact]
    public void Ndcg_ByHand_IsTheDiscountedShare()
    {
        // Order of the scores: gains 0, 1, 0.5; best order: 1, 0.5, 0.
        var expected = (0 + (1 / Math.Log2(3)) + (0.5 / 2)) / (1 + (0.5 / Math.Log2(3)));

        Assert.Equal(expected, RankMeasures.Ndcg([2, 1, 3], [1, 0.5, 0], depth: 3), 12);
    }

    [Fact]
    public void Ndcg_EqualScores_ShareTheirGainsWhateverTheirOrder()
    {
        var oneWay = RankMeasures.Ndcg([1, 1, 0], [1, 0, 0], depth: 1);

        Assert.Equal(0.5, oneWay, 12);
        Assert.Equal(oneWay, RankMeasures.Ndcg([1, 1, 0], [0, 1, 0], depth: 1), 12);
    }

    [Fact]
    public void Ndcg_NoGainAnywhere_IsOne() => Assert.Equal(1, RankMeasures.Ndcg([1, 2], [0, 0], depth: 10));

    [Fact]
    public void Spearman_MonotoneAndReversed_IsPlusAndMinusOne()
    {
        Assert.Equal(1, RankMeasures.Spearman([1, 2, 30], [0.1, 0.2, 0.25]), 12);
        Assert.Equal(-1, RankMeasures.Spearman([1, 2, 30], [3, 2, 1]), 12);
    }

    [Fact]
    public void Spearman_Ties_ShareTheirMeanRank() =>
        // Ranks 1, 2.5, 2.5 against 1, 2, 3: covariance 1.5, deviations sqrt(1.5) and sqrt(2).
        Assert.Equal(1.5 / Math.Sqrt(1.5 * 2), RankMeasures.Spearman([1, 2, 2], [1, 2, 3]), 12);

    [Fact]
    public void Spearman_OneValueOnly_IsZero() => Assert.Equal(0, RankMeasures.Spearman([1, 1], [1, 2]));
}
