namespace Indexing.Benchmarks.Scale.Model;

/// <summary>When pictures are announced: seconds from the start, ascending.</summary>
internal static class Arrivals
{
    /// <summary>All of them before the start.</summary>
    public static IReadOnlyList<double> Backlog(int pictures) => new double[pictures];

    /// <summary>At random moments, so many a second on average.</summary>
    public static IReadOnlyList<double> Poisson(double perSecond, int pictures, Random random)
    {
        var times = new double[pictures];
        var time = 0.0;
        for (var i = 0; i < pictures; i++)
            times[i] = time += -Math.Log(1 - random.NextDouble()) / perSecond;
        return times;
    }

    /// <summary>So many at once, again and again.</summary>
    public static IReadOnlyList<double> Bursts(int size, double everySeconds, int bursts) =>
        [.. from burst in Enumerable.Range(0, bursts) from _ in Enumerable.Range(0, size) select burst * everySeconds];
}
