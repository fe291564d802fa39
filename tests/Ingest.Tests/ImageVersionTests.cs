namespace Indexing.Ingest.Tests;

public sealed class ImageVersionTests
{
    private static readonly TimeProvider Clock = new FixedClock(DateTimeOffset.UnixEpoch.AddSeconds(2));

    [Theory]
    [InlineData(null, 2_000_000)]
    [InlineData(1L, 2_000_000)]
    [InlineData(2_000_000L, 2_000_001)]
    [InlineData(9_000_000L, 9_000_001)]
    public void Next_WhateverIsStored_IsNewerAndAtLeastTheTimeInMicroseconds(long? stored, long expected) =>
        Assert.Equal(expected, ImageVersion.Next(Clock, stored));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
