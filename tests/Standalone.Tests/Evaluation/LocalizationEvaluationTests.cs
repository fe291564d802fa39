using Indexing.Search.Localisation;
using Indexing.Standalone.Evaluation;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Tests.Evaluation;

public sealed class LocalizationEvaluationTests
{
    private static readonly SceneBox Truth = new(0.1f, 0.1f, 0.5f, 0.5f);
    private readonly LocalizationEvaluation _evaluation = new();

    [Fact]
    public void Add_PlaceOnTheThing_PointsAndOverlaps()
    {
        _evaluation.Add([Place(0.1f, 0.1f, 0.5f, 0.45f)], Truth);

        Assert.Equal(new LocalizationScores(1, 1, 1), _evaluation.All);
    }

    [Fact]
    public void Add_SmallPlaceInsideTheThing_PointsOnly()
    {
        _evaluation.Add([Place(0.25f, 0.25f, 0.35f, 0.35f)], Truth);

        Assert.Equal(new LocalizationScores(1, 0, 1), _evaluation.All);
    }

    [Fact]
    public void Add_PlaceWithItsMiddleOutside_DoesNotPoint()
    {
        _evaluation.Add([Place(0.45f, 0.1f, 0.65f, 0.5f)], Truth);

        Assert.Equal(new LocalizationScores(0, 0, 1), _evaluation.All);
    }

    [Fact]
    public void Add_RightPlaceAfterAWrongOne_IsAMiss()
    {
        _evaluation.Add([Place(0.8f, 0.8f, 0.9f, 0.9f), Place(0.1f, 0.1f, 0.5f, 0.5f)], Truth);

        Assert.Equal(new LocalizationScores(0, 0, 1), _evaluation.All);
    }

    [Fact]
    public void Add_NoAnswer_IsAMissOfNoSource()
    {
        _evaluation.Add([], Truth);

        Assert.Equal(new LocalizationScores(0, 0, 1), _evaluation.All);
        Assert.Equal(1, _evaluation.BySource["none"].Phrases);
    }

    [Fact]
    public void BySource_PlacesOfBothSources_AreCountedApart()
    {
        _evaluation.Add([Place(0.1f, 0.1f, 0.5f, 0.5f, PlaceSource.Text)], Truth);
        _evaluation.Add([Place(0.8f, 0.8f, 0.9f, 0.9f)], Truth);

        Assert.Equal(new LocalizationScores(1, 1, 1), _evaluation.BySource["text"]);
        Assert.Equal(new LocalizationScores(0, 0, 1), _evaluation.BySource["scene"]);
        Assert.Equal(new LocalizationScores(0.5, 0.5, 2), _evaluation.All);
    }

    [Theory]
    [InlineData(0.1f, "small")]
    [InlineData(0.2f, "medium")]
    [InlineData(0.4f, "large")]
    public void BySize_Thing_CountsByTheRootOfItsArea(float side, string size)
    {
        _evaluation.Add([], new SceneBox(0, 0, side, side));

        Assert.Equal(1, _evaluation.BySize[size].Phrases);
        Assert.Equal(1, _evaluation.BySize.Values.Sum(scores => scores.Phrases));
    }

    [Fact]
    public void Baselines_LargeThingInTheMiddle_AreRight()
    {
        _evaluation.Add([], new SceneBox(0.1f, 0.1f, 0.9f, 0.9f));

        Assert.Equal(new LocalizationScores(1, 0, 1), _evaluation.Baselines["middle"]);
        Assert.Equal(new LocalizationScores(1, 1, 1), _evaluation.Baselines["whole picture"]);
    }

    [Theory]
    [InlineData(0.1f, 0.2f, 0.3f)]
    [InlineData(0.3f, 0.2f, 0.1f, 0.4f)]
    [InlineData(0.1f, 0.2f, 1.3f, 0.4f)]
    public void ToBox_EdgesThatAreNoBox_SaysWhichPhrase(params float[] edges)
    {
        var phrase = new EvaluationPhrase { Phrase = "the ball", Box = edges };

        Assert.Contains("'the ball'", Assert.Throws<UsageException>(() => phrase.ToBox()).Message, StringComparison.Ordinal);
    }

    private static LocatedPlace Place(float left, float top, float right, float bottom, PlaceSource source = PlaceSource.Scene) =>
        new("ball", new SceneBox(left, top, right, bottom), 0.9, source);
}
