using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search.Tests;

public sealed class RankFusionTests
{
    [Fact]
    public void Fuse_Rrf_AddsOneOverKPlusRank()
    {
        var fused = RankFusion.Fuse([Answer(SearchChannel.Exact, ("a", 0.9), ("b", 0.8)), Answer(SearchChannel.Part, ("b", 0.7))], new());

        Assert.Equal(["b", "a"], fused.Select(image => image.Image.ImageId));
        Assert.Equal((1.0 / 62) + (1.0 / 61), fused[0].FusedScore, 1e-12);
        Assert.Equal([("exact", 2), ("part", 1)], fused[0].Ranks.Select(rank => (rank.Channel, rank.Rank)));
    }

    [Fact]
    public void Fuse_Weights_CountInBothRules()
    {
        var answers = new[] { Answer(SearchChannel.Exact, ("a", 0.5)), Answer(SearchChannel.Similar, ("b", 0.9)) };
        var weights = new Dictionary<string, double> { ["similar"] = 0.5 };

        Assert.Equal("a", RankFusion.Fuse(answers, new FusionOptions { Weights = weights })[0].Image.ImageId);
        var sum = RankFusion.Fuse(answers, new FusionOptions { Method = FusionMethod.WeightedSum, Weights = weights });
        Assert.Equal([0.5, 0.45], sum.Select(image => Math.Round(image.FusedScore, 12)));
    }

    [Theory]
    [InlineData(null, 0.25)]
    [InlineData(2.0, 2.0)]
    public void Fuse_WeightOfTheAnswer_CountsUnlessTheQuestionNamesOne(double? asked, double expected)
    {
        var answer = Answer(SearchChannel.Sentence, ("a", 0.5)) with { Weight = 0.25 };
        var weights = asked is { } weight ? new Dictionary<string, double> { ["sentence"] = weight } : [];

        var fused = RankFusion.Fuse([answer], new FusionOptions { Weights = weights });

        Assert.Equal((expected, expected / 61), (fused[0].Ranks[0].Weight, fused[0].FusedScore));
    }

    [Fact]
    public void Fuse_EqualSums_AreOrderedByScoreThenById()
    {
        var fused = RankFusion.Fuse(
            [
                Answer(SearchChannel.Exact, ("b", 0.5)), Answer(SearchChannel.Part, ("a", 0.5)), Answer(SearchChannel.Similar, ("c", 0.6)),
            ],
            new());

        Assert.Equal(["c", "a", "b"], fused.Select(image => image.Image.ImageId));
    }

    private static ChannelAnswer Answer(SearchChannel channel, params (string Id, double Score)[] images) => new(
        channel, 0, [.. images.Select(image => new MatchedImage(new ImageKey("t", image.Id), image.Score, []))]);
}
