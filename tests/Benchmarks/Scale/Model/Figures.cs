namespace Indexing.Benchmarks.Scale.Model;

/// <summary>The same arithmetic for what was measured and what was predicted.</summary>
internal static class Figures
{
    /// <summary>Pictures per second from the one numbered <paramref name="warm"/> to the last, by when they were indexed.</summary>
    public static double Rate(IEnumerable<double> indexed, int warm)
    {
        var times = indexed.Order().ToList();
        return (times.Count - warm) / (times[^1] - times[warm - 1]);
    }

    /// <summary>The value that this share does not exceed (nearest rank).</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    /// <summary>The one in the middle, or the mean of the two there.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
