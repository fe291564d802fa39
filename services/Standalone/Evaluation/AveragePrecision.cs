namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Average precision as scikit-learn's <c>average_precision_score</c> computes it: sum over the thresholds of (R_k - R_{k-1}) P_k, where
/// results of equal score share one threshold.
/// </summary>
internal static class AveragePrecision
{
    /// <summary>Computes the average precision of one query.</summary>
    /// <param name="scores">One score per image, higher is better; negative infinity ranks below every other.</param>
    /// <param name="relevant">Whether each image answers the query.</param>
    /// <returns>0..1; 0 when no image is relevant.</returns>
    public static double Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> relevant)
    {
        if (scores.Length != relevant.Length)
            throw new ArgumentException($"{scores.Length} scores for {relevant.Length} labels.", nameof(relevant));
        var keys = scores.ToArray();
        var labels = relevant.ToArray();
        Array.Sort(keys, labels);

        var total = labels.AsSpan().Count(true);
        var (sum, hits, seen) = (0.0, 0, 0);
        for (var last = keys.Length - 1; last >= 0;)
        {
            var first = last;
            while (first > 0 && keys[first - 1].Equals(keys[last]))
                first--;
            var gained = labels.AsSpan(first, last - first + 1).Count(true);
            (hits, seen) = (hits + gained, seen + last - first + 1);
            sum += (double)gained / total * hits / seen;
            last = first - 1;
        }

        return total == 0 ? 0 : sum;
    }
}
