namespace Indexing.Standalone.Evaluation;

/// <summary>What a fixed threshold finds, counted over pairs of a query and a picture.</summary>
/// <param name="threshold">Smallest score that is found.</param>
internal sealed class ThresholdCounts(double threshold)
{
    private long _found;
    private long _right;
    private long _relevant;
    private long _pairs;

    /// <summary>Smallest score that is found.</summary>
    public double Threshold => threshold;

    /// <summary>Share of what was found that shows the word.</summary>
    public double Precision => Share(_right, _found);

    /// <summary>Share of the pictures with the word that were found.</summary>
    public double Recall => Share(_right, _relevant);

    /// <summary>Share of the pictures without the word that were found all the same.</summary>
    public double FalsePositiveRate => Share(_found - _right, _pairs - _relevant);

    /// <summary>Counts one query.</summary>
    public void Add(ReadOnlySpan<double> scores, ReadOnlySpan<bool> relevant)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            _pairs++;
            _relevant += relevant[i] ? 1 : 0;
            _found += scores[i] >= threshold ? 1 : 0;
            _right += scores[i] >= threshold && relevant[i] ? 1 : 0;
        }
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
