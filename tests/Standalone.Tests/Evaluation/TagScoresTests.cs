using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class TagScoresTests
{
    [Fact]
    public void Auc_TrueTagsAllHigher_IsOne() => Assert.Equal(1, Of([0.9, 0.8], [0.1, 0.7, 0.2]).Auc());

    [Fact]
    public void Auc_TrueTagsAllLower_IsZero() => Assert.Equal(0, Of([0.1], [0.9, 0.8]).Auc());

    [Fact]
    public void Auc_EqualScores_CountHalf() => Assert.Equal(0.5, Of([0.3, 0.3], [0.3]).Auc());

    /// <summary>Of the six pairs three are won, one is equal: 3.5 / 6.</summary>
    [Fact]
    public void Auc_MixedScores_IsTheShareOfPairsWon() => Assert.Equal(3.5 / 6, Of([0.5, 0.9], [0.5, 0.6, 0.7]).Auc(), 12);

    [Fact]
    public void Auc_OneKindOnly_IsChance() => Assert.Equal(0.5, Of([0.5], []).Auc());

    private static TagScores Of(double[] trueTags, double[] replaced)
    {
        var scores = new TagScores();
        foreach (var score in trueTags)
            scores.Add(score, isTrue: true);
        foreach (var score in replaced)
            scores.Add(score, isTrue: false);
        Assert.Equal(trueTags.Length + replaced.Length, scores.Count);
        return scores;
    }
}
