using Indexing.Standalone.Checking;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Standalone.Tests.Checking;

public sealed class CheckResultTests
{
    private static readonly NetworkShape Shape = new(4, 1280, 960);
    private static readonly NetworkTiming Cpu = Timing(first: 130, median: 100);

    [Fact]
    public void IsPassed_WithoutAGpu_IsTrueAndTheReportSaysWhatWasNotShown()
    {
        var result = Result(new CheckedBucket([Cpu], Cuda: null));

        Assert.True(result.IsPassed);
        var report = new CheckReport(result, DateTimeOffset.UnixEpoch).Write();
        Assert.Contains("Not shown, because there is no CUDA here", report, StringComparison.Ordinal);
        Assert.Contains("| detector | 4 x 1280 x 960 | 100.0 |", report, StringComparison.Ordinal);
        Assert.Contains("**12.5 photographs/s**", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 10, true)]
    [InlineData(120, 10, false)]
    [InlineData(90, 101, false)]
    public void IsPassed_WithAGpu_AsksForTheFirstCallAndTheMedian(int first, int median, bool expected) =>
        Assert.Equal(expected, Result(new CheckedBucket([Cpu], Timing(first, median))).IsPassed);

    [Fact]
    public void IsPassed_OneSlowBucketAmongFastOnes_IsFalse() => Assert.False(Result(
        new CheckedBucket([Cpu], Timing(20, 10)), new CheckedBucket([Cpu], Timing(200, 10))).IsPassed);

    private static CheckResult Result(params IReadOnlyList<CheckedBucket> buckets) => new(
        "scene-text/9",
        "cpu",
        new InferenceDevice(new InferenceOptions { Device = "cpu" }, NullLogger<InferenceDevice>.Instance),
        (Precision.Fp32, Precision.Int8),
        TimeSpan.FromSeconds(1),
        new PictureSpeed(3, [("decode", 12)], InHand: 2, PerSecond: 12.5, BusyPercent: null),
        buckets);

    private static NetworkTiming Timing(int first, int median) => new(
        "detector", Precision.Fp32, Shape, TimeSpan.FromMilliseconds(first), TimeSpan.FromMilliseconds(median));
}
