using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

public sealed class FiguresTests
{
    [Fact]
    public void Rate_AfterTheWarmUp_CountsWhatFollows() => Assert.Equal(2, Figures.Rate([9.0, 1, 10, 10.5, 11], warm: 3), 9);

    [Fact]
    public void Quantile_NearestRank_IsAValueThatOccurred()
    {
        double[] values = [5, 1, 4, 2, 3];

        Assert.Equal(3, Figures.Quantile(values, .5));
        Assert.Equal(5, Figures.Quantile(values, .95));
        Assert.Equal(1, Figures.Quantile(values, .01));
    }

    [Fact]
    public void Median_EvenNumber_IsTheMeanOfTheTwoInTheMiddle() => Assert.Equal(2.5, Figures.Median([4, 1, 2, 3]));

    [Fact]
    public void Poisson_ManyPictures_ComeAtTheRateAndInOrder()
    {
        var times = Arrivals.Poisson(5, 20_000, new Random(1));

        Assert.InRange(times.Count / times[^1], 4.9, 5.1);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Bursts_OfASize_ComeTogether() => Assert.Equal([0, 0, 3, 3], Arrivals.Bursts(2, 3, 2));
}
