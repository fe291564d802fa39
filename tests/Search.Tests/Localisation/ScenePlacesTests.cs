using Indexing.Search.Localisation;
using Indexing.Vision.Sentences;
using static Indexing.Search.Tests.Localisation.MadeMap;

namespace Indexing.Search.Tests.Localisation;

public sealed class ScenePlacesTests
{
    private static readonly SceneBox Ball = new(0.1f, 0.2f, 0.5f, 0.6f);
    private static readonly SceneBox Other = new(0.6f, 0.5f, 0.9f, 0.9f);

    [Fact]
    public void Find_CellsWithBoxes_GivesTheBoxOfTheMostRelevantThing()
    {
        var map = new MadeMap(4, 4).With(1, 1, 0.9f, 0.8f, Ball).With(2, 2, 0.7f, 0.7f, Other).ToMap(hasBoxes: true);

        var places = ScenePlaces.Find(map, Thing, Calibration, 2);

        AssertBox(Ball, places[0].Box);
        Assert.Equal(0.8 * Calibration.Of(0.9f), places[0].Score, 5);
        AssertBox(Other, places[1].Box);
    }

    [Fact]
    public void Find_RelevantCellWithoutAThing_ComesAfterAThing()
    {
        var map = new MadeMap(4, 4).With(1, 1, 0.95f, 0.05f, Ball).With(2, 2, 0.7f, 0.9f, Other).ToMap(hasBoxes: true);

        AssertBox(Other, ScenePlaces.Find(map, Thing, Calibration, 1)[0].Box);
    }

    [Fact]
    public void Find_NeighboursThatShowTheSameThing_GivesItOnce()
    {
        var nearly = Ball with { Right = 0.52f };
        var map = new MadeMap(4, 4).With(1, 1, 0.9f, 1, Ball).With(1, 2, 0.85f, 1, nearly).With(2, 2, 0.7f, 1, Other).ToMap(hasBoxes: true);

        var places = ScenePlaces.Find(map, Thing, Calibration, 2);

        AssertBox(Ball, places[0].Box);
        AssertBox(Other, places[1].Box);
    }

    [Fact]
    public void Find_MapWithoutBoxes_GivesTheWarmCellsAroundThePeak()
    {
        var map = new MadeMap(10, 10);
        for (var row = 2; row < 5; row++)
            for (var column = 4; column < 8; column++)
                map.With(row, column, (row, column) == (3, 5) ? 0.9f : 0.8f);

        var (box, score) = Assert.Single(ScenePlaces.Find(map.ToMap(hasBoxes: false), Thing, Calibration, 3));

        Assert.True(box.IntersectionOverUnion(new SceneBox(0.4f, 0.2f, 0.8f, 0.5f)) > 0.7, box.ToString());
        Assert.Equal(Calibration.Of(0.9f), score, 5);
    }

    [Fact]
    public void Find_MapWithoutBoxesAndTwoWarmPlaces_GivesBothTheWarmerFirst()
    {
        var map = new MadeMap(10, 10).With(2, 2, 0.8f).With(7, 7, 0.9f).ToMap(hasBoxes: false);

        var places = ScenePlaces.Find(map, Thing, Calibration, 5);

        Assert.Equal(2, places.Count);
        Assert.True(places[0].Box.Contains(0.75f, 0.75f));
        Assert.True(places[1].Box.Contains(0.25f, 0.25f));
    }

    [Fact]
    public void Find_MapOfTheMiddleOfThePicture_GivesSharesOfThePicture()
    {
        var map = new MadeMap(8, 8).With(0, 0, 0.9f).ToMap(hasBoxes: false, view: new SceneBox(0.25f, 0, 0.75f, 1));

        var box = ScenePlaces.Find(map, Thing, Calibration, 1)[0].Box;

        Assert.Equal((0.25f, 0f), (box.Left, box.Top));
        Assert.InRange(box.Right, 0.3f, 0.35f);
    }

    [Fact]
    public void Find_EverythingEquallyWarm_IsTheWholePicture() =>
        AssertBox(SceneBox.Whole, Assert.Single(ScenePlaces.Find(new MadeMap(4, 4).ToMap(hasBoxes: false), Thing, Calibration, 3)).Box);

    [Fact]
    public void Around_WordOnAThing_IsTheBoxOfTheThing()
    {
        var word = new SceneBox(0.2f, 0.3f, 0.4f, 0.4f);
        var map = new MadeMap(4, 4).With(1, 1, 0.9f, 0.9f, Ball).With(2, 2, 0.95f, 0.9f, Other).ToMap(hasBoxes: true);

        AssertBox(Ball, ScenePlaces.Around(map, Thing, Calibration, word));
    }

    [Theory]
    [InlineData(0.4f, 0.1f, 0.2f, 0.5f, 0.6f)]
    [InlineData(0.9f, 0.0f, 0.0f, 1.0f, 1.0f)]
    [InlineData(0.9f, 0.25f, 0.2f, 0.5f, 0.6f)]
    public void Around_NoThingThatHoldsTheWord_IsTheWord(float objectness, float left, float top, float right, float bottom)
    {
        var word = new SceneBox(0.2f, 0.3f, 0.4f, 0.4f);
        var map = new MadeMap(4, 4).With(1, 1, 0.9f, objectness, new SceneBox(left, top, right, bottom)).ToMap(hasBoxes: true);

        AssertBox(word, ScenePlaces.Around(map, Thing, Calibration, word));
    }

    private static void AssertBox(SceneBox expected, SceneBox actual)
    {
        Assert.Equal(expected.Left, actual.Left, 1e-5);
        Assert.Equal(expected.Top, actual.Top, 1e-5);
        Assert.Equal(expected.Right, actual.Right, 1e-5);
        Assert.Equal(expected.Bottom, actual.Bottom, 1e-5);
    }
}
