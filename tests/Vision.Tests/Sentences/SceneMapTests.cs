using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class SceneMapTests
{
    [Fact]
    public void Vector_OfACell_HasUnitLength()
    {
        var map = new SceneMap(1, 2, [3, 4, 0, -2]);

        Assert.Equal([0.6f, 0.8f], map.Vector(0, 0).ToArray());
        Assert.Equal([0, -1], map.Vector(0, 1).ToArray());
    }

    [Fact]
    public void Vector_OfNothing_StaysZero() => Assert.Equal([0, 0], new SceneMap(1, 1, [0, 0]).Vector(0, 0).ToArray());

    [Fact]
    public void Similarities_OfAVector_AreTheCosinesOfAllCells() =>
        Assert.Equal([0.6f, 0], new SceneMap(2, 1, [3, 4, 0, -2]).Similarities([1, 0]));

    [Fact]
    public void Box_OfAMapWithoutBoxes_IsTheCell()
    {
        var map = new SceneMap(2, 4, new float[16]);

        Assert.False(map.HasBoxes);
        Assert.Equal(new SceneBox(0.25f, 0.5f, 0.5f, 1), map.Box(1, 1));
    }

    [Fact]
    public void Box_OfAViewOfTheMiddle_IsInSharesOfThePicture()
    {
        var map = new SceneMap(1, 2, new float[4], [0.25f, 0.5f, 0.25f, 0.25f, 0, 0, 0, 0], view: new SceneBox(0.25f, 0, 0.75f, 1));

        Assert.Equal(new SceneBox(0.25f, 0, 0.5f, 0.75f), map.Box(0, 0));
        Assert.Equal(new SceneBox(0.5f, 0, 0.75f, 1), map.CellBox(0, 1));
    }

    [Fact]
    public void Box_OfNegativeReach_IsAPoint()
    {
        var map = new SceneMap(1, 1, [1], [-1, -1, -1, -1]);

        Assert.Equal(new SceneBox(0.5f, 0.5f, 0.5f, 0.5f), map.Box(0, 0));
    }

    [Fact]
    public void Objectness_ThatTheNetworkDoesNotSay_IsOne()
    {
        Assert.Equal(1, new SceneMap(1, 1, [1]).Objectness(0, 0));
        Assert.Equal(0.25f, new SceneMap(1, 1, [1], objectness: [0.25f]).Objectness(0, 0));
    }

    [Theory]
    [InlineData(5, 8, 2)]
    [InlineData(4, 7, 2)]
    [InlineData(4, 8, 1)]
    [InlineData(0, 8, 2)]
    public void Create_NumbersThatDoNotFit_Throws(int vectors, int reaches, int objectness) => Assert.Throws<ArgumentException>(
        () => new SceneMap(1, 2, new float[vectors], new float[reaches], new float[objectness]));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    public void Vector_OutsideOfTheGrid_Throws(int row, int column) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SceneMap(1, 2, [1, 1]).Vector(row, column).Length);
}
