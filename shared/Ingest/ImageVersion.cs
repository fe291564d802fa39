namespace Indexing.Ingest;

/// <summary>Versions for publishers that have no counter of their own.</summary>
public static class ImageVersion
{
    /// <summary>A version that is newer than the stored one: the time in Unix microseconds, or one more than what is stored.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="stored">The newest version known, or <see langword="null"/>.</param>
    public static long Next(TimeProvider clock, long? stored)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return Math.Max(now, (stored ?? -1) + 1);
    }
}
