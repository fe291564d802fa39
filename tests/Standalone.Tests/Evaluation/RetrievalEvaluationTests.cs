using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class RetrievalEvaluationTests
{
    private static readonly EvaluationImage[] Images = [new() { Image = "a" }, new() { Image = "b" }, new() { Image = "c" }];
    private readonly RetrievalEvaluation _evaluation = new(Images, threshold: 0.5);

    [Fact]
    public void Add_ThreeWays_AreMeasuredEachOnItsOwn()
    {
        var scores = new RankingScores([0.9, 0.1, 0.2], [0.1, 0.9, 0.2], [0.1, 0.9, 0.8]);

        _evaluation.Add(new EvaluationQuery { Query = "q", Relevant = ["a"] }, scores);

        Assert.Equal((1, 1.0 / 3, 1.0 / 3), (_evaluation.Map, _evaluation.MapEmbeddingOnly, _evaluation.MapTranscription));
    }

    [Fact]
    public void Map_SeveralQueries_IsTheMean()
    {
        _evaluation.Add(new EvaluationQuery { Query = "q", Relevant = ["a"] }, new RankingScores([3, 2, 1], [3, 2, 1], [3, 2, 1]));
        _evaluation.Add(new EvaluationQuery { Query = "r", Relevant = ["c"] }, new RankingScores([3, 2, 1], [3, 2, 1], [1, 2, 3]));

        Assert.Equal((1 + 1.0 / 3) / 2, _evaluation.Map, 12);
        Assert.Equal(1, _evaluation.MapTranscription, 12);
        Assert.Equal(2, _evaluation.Queries);
    }

    [Fact]
    public void Add_ImageWithoutCandidate_IsRankedLastWithoutScore()
    {
        var scores = RankingScores.Create(3);
        scores.Search[1] = 0.4;

        var ranking = _evaluation.Add(new EvaluationQuery { Query = "q", Relevant = ["a"] }, scores);

        Assert.Equal(["b", "a", "c"], ranking.Ranking.Select(image => image.Image));
        Assert.Equal([0.4, null, null], ranking.Ranking.Select(image => image.Score));
        // The relevant image ties with the other one without candidate: 1 of 3.
        Assert.Equal(1.0 / 3, ranking.AveragePrecision, 12);
    }

    [Fact]
    public void Default_TwoQueries_CountsPairsOfQueryAndPicture()
    {
        double[] none = [0, 0, 0];
        _evaluation.Add(new EvaluationQuery { Query = "q", Relevant = ["a", "b"] }, new RankingScores([0.9, 0.4, 0.5], none, none));
        _evaluation.Add(new EvaluationQuery { Query = "r", Relevant = ["c"] }, new RankingScores([0.1, 0.2, 0.8], none, none));

        var found = _evaluation.Default;
        Assert.Equal((2.0 / 3, 2.0 / 3, 1.0 / 3), (found.Precision, found.Recall, found.FalsePositiveRate));
    }

    [Fact]
    public void Map_NoQuery_IsZero() => Assert.Equal(0, _evaluation.Map);
}
