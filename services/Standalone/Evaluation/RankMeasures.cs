namespace Indexing.Standalone.Evaluation;

/// <summary>How well scores follow graded truth.</summary>
internal static class RankMeasures
{
    /// <summary>
    /// nDCG at a depth: sum of gain / log2(1 + rank) over the first ranks, divided by that of the best order. Results of equal score share
    /// the mean of their gains (McSherry and Najork 2008), so that the order of ties does not matter.
    /// </summary>
    /// <returns>0..1; 1 when no result has any gain.</returns>
    public static double Ndcg(ReadOnlySpan<double> scores, ReadOnlySpan<double> gains, int depth)
    {
        var ideal = gains.ToArray();
        Array.Sort(ideal, static (a, b) => b.CompareTo(a));
        var best = Discounted(ideal, depth);
        return best > 0 ? Discounted(ByScore(scores, gains), depth) / best : 1;
    }

    /// <summary>Spearman's rank correlation; equal values share their mean rank.</summary>
    /// <returns>-1..1; 0 when one side has a single value only.</returns>
    public static double Spearman(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (a, b) = (Ranks(left), Ranks(right));
        var mean = (a.Length + 1) / 2.0;
        var (product, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - mean) * (b[i] - mean);
            first += (a[i] - mean) * (a[i] - mean);
            second += (b[i] - mean) * (b[i] - mean);
        }

        return first > 0 && second > 0 ? product / Math.Sqrt(first * second) : 0;
    }

    private static double Discounted(double[] gains, int depth)
    {
        var sum = 0.0;
        for (var i = 0; i < Math.Min(depth, gains.Length); i++)
            sum += gains[i] / Math.Log2(i + 2);
        return sum;
    }

    private static double[] ByScore(ReadOnlySpan<double> scores, ReadOnlySpan<double> gains)
    {
        var (keys, ordered) = (scores.ToArray(), gains.ToArray());
        Array.Sort(keys, ordered);
        Array.Reverse(keys);
        Array.Reverse(ordered);
        for (int first = 0, end; first < keys.Length; first = end)
        {
            end = EndOfTie(keys, first);
            ordered.AsSpan(first, end - first).Fill(ordered[first..end].Average());
        }

        return ordered;
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var keys = values.ToArray();
        var places = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, places);
        var ranks = new double[keys.Length];
        for (int first = 0, end; first < keys.Length; first = end)
        {
            end = EndOfTie(keys, first);
            foreach (var place in places.AsSpan(first, end - first))
                ranks[place] = (first + 1 + end) / 2.0;
        }

        return ranks;
    }

    private static int EndOfTie(double[] sorted, int first)
    {
        var end = first + 1;
        while (end < sorted.Length && sorted[end].Equals(sorted[first]))
            end++;
        return end;
    }
}
