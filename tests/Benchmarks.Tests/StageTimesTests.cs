using System.Diagnostics;
using System.Globalization;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Tests;

public sealed class StageTimesTests
{
    private const int Digits = 9;

    /// <summary>Milliseconds: begin; begin and end of fetch, decode, detect, embed, replace; end.</summary>
    private static readonly int[] Clock = [0, 1, 4, 5, 10, 10, 30, 30, 60, 70, 76, 77];

    private static readonly int[] Processor = [0, 1, 2, 3, 8, 8, 28, 28, 58, 68, 70, 71];

    [Fact]
    public void Costs_OfAPicture_AreProcessorTimeAndWaitingByStage()
    {
        var (_, cost) = Assert.Single(StageTimes.Costs([Spans(0, 0), Spans(80, 73)]));

        Assert.Equal(0.001, cost.Fetch, Digits);
        Assert.Equal(0.002, cost.FetchWait, Digits);
        Assert.Equal(0.005, cost.Decode, Digits);
        Assert.Equal(0.020, cost.Detect, Digits);
        Assert.Equal(0.030, cost.Embed, Digits);
        Assert.Equal(0.010, cost.Describe, Digits);
        Assert.Equal(0.002, cost.Replace, Digits);
        Assert.Equal(0.004, cost.ReplaceWait, Digits);
        // What is left of 73 ms of processor time and 80 ms between the beginnings of the two.
        Assert.Equal(0.005, cost.Message, Digits);
        Assert.Equal(0.001, cost.MessageWait, Digits);
        Assert.Equal(0.073, cost.Cpu, Digits);
        Assert.Equal(0.080, cost.Cpu + cost.Wait, Digits);
    }

    [Fact]
    public void Interrupted_StagesThatNeedTheProcessorOnly_IsWhatTheyDidNotRun()
    {
        var late = (int[])Clock.Clone();
        for (var i = 8; i < late.Length; i++)
            late[i] += 7;

        Assert.Equal(0, StageTimes.Interrupted(Spans(0, 0)), Digits);
        Assert.Equal(0.007, StageTimes.Interrupted(Spans(0, 0, late)), Digits);
    }

    [Fact]
    public void Parse_PictureThatWasRejected_SaysSo()
    {
        var error = Assert.Throws<InvalidDataException>(() => PictureSpans.Parse("img.jpg\t1\t1\t2\t2"));

        Assert.Contains("img.jpg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatGrows_ReturnsWholeLinesOnly()
    {
        var path = Path.GetTempFileName();
        var file = new SpanFile(path);
        var line = Line(0, 0, Clock);

        File.AppendAllText(path, line + "\n" + line[..10]);
        var first = file.Read().Count;
        File.AppendAllText(path, line[10..] + "\n");
        var second = file.Read().Count;
        File.Delete(path);

        Assert.Equal((1, 2), (first, second));
    }

    [Fact]
    public void Halves_OfAFolder_HaveNoPictureInCommon()
    {
        var folder = Directory.CreateTempSubdirectory("indexing-halves-");
        for (var i = 0; i < 11; i++)
            File.WriteAllText(Path.Combine(folder.FullName, $"{i}.jpg"), "");

        var (calibration, check) = PictureSample.Halves(folder.FullName, atLeast: 5);
        var (one, other) = (calibration.Take(6), check.Take(5));
        folder.Delete(recursive: true);

        Assert.Equal(11, one.Union(other).Count());
    }

    [Fact]
    public void Halves_OfTooFewPictures_SaysHowManyAreNeeded()
    {
        var folder = Directory.CreateTempSubdirectory("indexing-halves-");
        File.WriteAllText(Path.Combine(folder.FullName, "1.jpg"), "");

        var error = Assert.Throws<InvalidDataException>(() => PictureSample.Halves(folder.FullName, atLeast: 80));
        folder.Delete(recursive: true);

        Assert.Contains("160", error.Message, StringComparison.Ordinal);
    }

    private static PictureSpans Spans(int clock, int processor, int[]? moments = null) =>
        PictureSpans.Parse(Line(clock, processor, moments ?? Clock));

    private static string Line(int clock, int processor, int[] moments)
    {
        var ticks = Stopwatch.Frequency / 1000;
        return "img.jpg" + string.Concat(moments.Zip(Processor, (at, used) =>
            string.Create(CultureInfo.InvariantCulture, $"\t{(clock + at) * ticks}\t{(processor + used) * 1_000_000L}")));
    }
}
