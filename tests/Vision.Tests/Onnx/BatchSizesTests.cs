using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Onnx;

public sealed class BatchSizesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 4)]
    [InlineData(5, 5, 16)]
    [InlineData(64, 64, 64)]
    [InlineData(100, 64, 64)]
    public void Next_Padded_TakesAllIntoTheSmallestSizeThatHoldsThem(int remaining, int taken, int size) =>
        Assert.Equal((taken, size), BatchSizes.Padded(64).Next(remaining, 64));

    [Theory]
    [InlineData(64, 15, 4, 4)]
    [InlineData(64, 3, 1, 1)]
    [InlineData(3, 15, 3, 4)]
    public void Next_PaddedWithALimit_NeverRunsMorePlacesThanIt(int remaining, int limit, int taken, int size) =>
        Assert.Equal((taken, size), BatchSizes.Padded(64).Next(remaining, limit));

    [Theory]
    [InlineData(1, 64, 1)]
    [InlineData(7, 64, 4)]
    [InlineData(64, 64, 64)]
    [InlineData(64, 20, 16)]
    public void Next_Filled_LeavesNoPlaceEmpty(int remaining, int limit, int size) =>
        Assert.Equal((size, size), BatchSizes.Filled(64).Next(remaining, limit));

    [Fact]
    public void Next_Any_TakesWhatIsThereUpToTheLimit() =>
        Assert.Equal(((5, 5), (3, 3)), (BatchSizes.Any.Next(5, 8), BatchSizes.Any.Next(5, 3)));

    [Fact]
    public void Padded_NoPowerOfFour_IsItselfASize() => Assert.Equal([1, 4, 6], BatchSizes.Padded(6).Sizes);
}
