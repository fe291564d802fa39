using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

/// <summary>Expected values follow by hand from the definition in scikit-learn's documentation of average_precision_score.</summary>
public sealed class AveragePrecisionTests
{
    private const double None = double.NegativeInfinity;

    [Fact]
    public void Compute_RelevantFirst_IsOne() => Assert.Equal(1, Compute([0.9, 0.8, 0.1], [true, true, false]), 12);

    [Fact]
    public void Compute_MixedRanking_IsTheMeanOfThePrecisionsAtTheHits() =>
        // Hits at ranks 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3.
        Assert.Equal((1 + 2.0 / 3 + 3.0 / 4) / 3, Compute([0.9, 0.8, 0.7, 0.6], [true, false, true, true]), 12);

    [Fact]
    public void Compute_TiedScores_ShareOneThreshold() =>
        // All four at once: recall goes from 0 to 1 at precision 1/4, wherever the hit stands.
        Assert.Equal(0.25, Compute([0.5, 0.5, 0.5, 0.5], [true, false, false, false]), 12);

    [Fact]
    public void Compute_ImagesWithoutCandidate_RankBelowAllAndTie() =>
        // The hit without a candidate comes with two others: 1/2 * 1/1 + 1/2 * 2/5.
        Assert.Equal(
            0.5 + 0.5 * 2 / 5,
            Compute([0.9, 0.1, None, None, None], [true, false, false, true, false]),
            12);

    [Fact]
    public void Compute_NothingRelevant_IsZero() => Assert.Equal(0, Compute([0.9, 0.8], [false, false]));

    [Fact]
    public void Compute_DifferentLengths_IsAnError() => Assert.Throws<ArgumentException>(() => Compute([1], [true, false]));

    [Fact]
    public void Compute_RandomScoresWithTies_AgreesWithTheDefinition()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var scores = Enumerable.Range(0, 30).Select(_ => random.Next(8) / 8.0).ToArray();
            var relevant = scores.Select(_ => random.Next(4) == 0).ToArray();
            relevant[random.Next(30)] = true;

            Assert.Equal(ByDefinition(scores, relevant), Compute(scores, relevant), 12);
        }
    }

    private static double Compute(double[] scores, bool[] relevant) => AveragePrecision.Compute(scores, relevant);

    /// <summary>sum over the distinct thresholds of (R_k - R_{k-1}) P_k, each counted from scratch.</summary>
    private static double ByDefinition(double[] scores, bool[] relevant)
    {
        var (sum, recall) = (0.0, 0.0);
        foreach (var threshold in scores.Distinct().OrderDescending())
        {
            var kept = Enumerable.Range(0, scores.Length).Where(i => scores[i] >= threshold).ToList();
            var hits = kept.Count(i => relevant[i]);
            var reached = (double)hits / relevant.Count(value => value);
            sum += (reached - recall) * hits / kept.Count;
            recall = reached;
        }

        return sum;
    }
}
