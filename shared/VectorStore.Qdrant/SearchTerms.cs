using System.Globalization;

namespace Indexing.VectorStore.Qdrant;

/// <summary>What points carry only to be found by: derived from words and records, never read back.</summary>
internal static class SearchTerms
{
    /// <summary>Longest beginning of a reading that is stored; longer ones are sorted out by the reader.</summary>
    public const int MaxPrefix = 8;

    private const int BandBits = 8;

    /// <summary>One entry of an image's metadata. The length keeps ("a=b", "c") and ("a", "b=c") apart.</summary>
    public static string Label(string key, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Length}:{key}={value}");

    /// <summary>All entries of an image's metadata.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyDictionary<string, string> metadata) =>
        [.. metadata.Select(entry => Label(entry.Key, entry.Value))];

    /// <summary>
    /// Unix microseconds of UTC ticks, rounded down. Not ticks: the server compares ranges as doubles, which are exact below 2^53 only.
    /// </summary>
    public static long Microseconds(long utcTicks) =>
        (utcTicks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The beginnings of a reading, 1..<see cref="MaxPrefix"/> characters long.</summary>
    public static IReadOnlyList<string> Prefixes(string reading) =>
        [.. Enumerable.Range(1, Math.Min(reading.Length, MaxPrefix)).Select(length => reading[..length])];

    /// <summary>
    /// The eight bytes of a hash, each with its place. Hashes that differ in at most d bits differ in at most d of them, so that any
    /// d + 1 of them have one in common.
    /// </summary>
    public static IReadOnlyList<string> Bands(ulong hash) =>
    [
        .. Enumerable.Range(0, sizeof(ulong)).Select(place =>
            string.Create(CultureInfo.InvariantCulture, $"{place}{(byte)(hash >> (place * BandBits)):x2}")),
    ];
}
