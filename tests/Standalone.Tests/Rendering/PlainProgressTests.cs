using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Tests.Rendering;

public sealed class PlainProgressTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Line_HalfDone_TellsRateAndTimeLeft()
    {
        var progress = new PlainProgress("indexing", "images", 40, _clock, TextWriter.Null);
        for (var i = 0; i < 20; i++)
            progress.Advance();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("indexing 20/40, 2.0 images/s, 00:00:10 left", progress.Line());
    }

    [Fact]
    public void Line_NothingDone_DoesNotGuess()
    {
        var progress = new PlainProgress("indexing", "images", 40, _clock, TextWriter.Null);

        Assert.EndsWith("? left", progress.Line(), StringComparison.Ordinal);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
