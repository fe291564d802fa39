using System.Numerics;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>What points are found by.</summary>
public sealed class SearchTermsTests
{
    [Fact]
    public void Label_KeyAndValueThatMakeOneText_StayApart() =>
        Assert.NotEqual(SearchTerms.Label("a=b", "c"), SearchTerms.Label("a", "b=c"));

    [Theory]
    [InlineData("", "")]
    [InlineData("a b", "a|a |a b")]
    [InlineData("mainstreet", "m|ma|mai|main|mains|mainst|mainstr|mainstre")]
    public void Prefixes_OfAReading_AreItsBeginnings(string reading, string prefixes) =>
        Assert.Equal(prefixes, string.Join('|', SearchTerms.Prefixes(reading)));

    [Theory]
    [InlineData("1970-01-01T00:00:00.0000009Z", 0)]
    [InlineData("1970-01-01T00:00:00.0000010Z", 1)]
    [InlineData("1969-12-31T23:59:59.9999999Z", -1)]
    [InlineData("2026-11-22T10:00:00.1234567Z", 1_795_341_600_123_456)]
    public void Microseconds_OfAMoment_AreRoundedDown(string moment, long microseconds) =>
        Assert.Equal(microseconds, SearchTerms.Microseconds(DateTimeOffset.Parse(moment).UtcTicks));

    [Fact]
    public void Bands_HashesOfFewDifferingBits_ShareOneOfTheFirst()
    {
        var random = new Random(6);
        for (int i = 0; i < 10_000; i++)
        {
            ulong hash = (ulong)random.NextInt64(long.MinValue, long.MaxValue), other = hash;
            for (int bit = 0; bit < i % 8; bit++)
                other ^= 1UL << random.Next(64);
            int distance = BitOperations.PopCount(hash ^ other);
            Assert.NotEmpty(SearchTerms.Bands(hash).Take(distance + 1).Intersect(SearchTerms.Bands(other)));
        }
    }

    [Fact]
    public void Bands_OneByteAtTwoPlaces_AreDifferent() => Assert.Equal(8, SearchTerms.Bands(0x4242_4242_4242_4242).Distinct().Count());
}
