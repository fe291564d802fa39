using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>Milliseconds from publishing pictures to their events, and what is told of them.</summary>
internal sealed record Latencies(IReadOnlyList<double> Sorted)
{
    public double Median => At(0.5);

    public double P95 => At(0.95);

    public static Latencies Of(IEnumerable<double> milliseconds) => new([.. milliseconds.Order()]);

    /// <summary>Between the stopwatch's timestamps of both; pictures without an event are left out.</summary>
    public static Latencies Of(IReadOnlyDictionary<string, long> published, IReadOnlyDictionary<string, long> heard) => Of(
        published.Where(picture => heard.ContainsKey(picture.Key))
            .Select(picture => Stopwatch.GetElapsedTime(picture.Value, heard[picture.Key]).TotalMilliseconds));

    public override string ToString() => FormattableString.Invariant($"p50 {Median:0} ms, p95 {P95:0} ms ({Sorted.Count})");

    private double At(double share) => Sorted[(int)(share * (Sorted.Count - 1))];
}
