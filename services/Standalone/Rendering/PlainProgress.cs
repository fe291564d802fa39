using System.Globalization;

namespace Indexing.Standalone.Rendering;

/// <summary>Progress as lines of text, for logs and pipes.</summary>
internal sealed class PlainProgress(string title, string unit, int total, TimeProvider clock, TextWriter output)
{
    private readonly long _start = clock.GetTimestamp();
    private int _done;

    /// <summary>Counts one thing done; safe from any thread.</summary>
    public void Advance() => Interlocked.Increment(ref _done);

    /// <summary>Writes a line at each interval until cancelled.</summary>
    public async Task WriteEveryAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await output.WriteLineAsync(Line());
        }
        catch (OperationCanceledException)
        {
            // The run is over; that is the only way the lines end.
        }
    }

    /// <summary>How far the run is now.</summary>
    public string Line()
    {
        var done = Volatile.Read(ref _done);
        var rate = done / Math.Max(clock.GetElapsedTime(_start).TotalSeconds, 1e-3);
        var left = done == 0 ? "?" : TimeSpan.FromSeconds(Math.Ceiling((total - done) / rate)).ToString("c", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{title} {done}/{total}, {rate:0.0} {unit}/s, {left} left");
    }
}
