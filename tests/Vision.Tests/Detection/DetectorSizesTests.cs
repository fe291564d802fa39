using Indexing.Vision.Detection;

namespace Indexing.Vision.Tests.Detection;

public sealed class DetectorSizesTests
{
    [Theory]
    [InlineData(1280, 853, 1280, 960)]
    [InlineData(853, 1280, 960, 1280)]
    [InlineData(1280, 1280, 1280, 1280)]
    [InlineData(1000, 1000, 1280, 1280)]
    [InlineData(640, 480, 640, 640)]
    [InlineData(8, 8, 640, 640)]
    public void Of_Few_IsTheSmallestThatHoldsThePicture(int width, int height, int sizeWidth, int sizeHeight) =>
        Assert.Equal((sizeWidth, sizeHeight), DetectorSizes.Few(64, 1280).Of(width, height));

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(1280)]
    public void Of_EveryPictureUpToTheLongestSide_IsOneOfTheFew(int maxSide)
    {
        var sizes = DetectorSizes.Few(64, maxSide);

        for (var side = 8; side <= maxSide; side += 7)
            Assert.All([sizes.Of(side, maxSide), sizes.Of(maxSide, side)], size => Assert.Contains(size, sizes.Fixed));
    }

    [Fact]
    public void Of_Any_IsTheNextMultiple() => Assert.Equal((1280, 896), DetectorSizes.Any(64).Of(1280, 853));
}
