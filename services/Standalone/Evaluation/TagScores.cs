namespace Indexing.Standalone.Evaluation;

/// <summary>How true tags are told from replaced ones.</summary>
internal sealed class TagScores
{
    private readonly List<double> _true = [];
    private readonly List<double> _replaced = [];

    /// <summary>Number of tags.</summary>
    public int Count => _true.Count + _replaced.Count;

    /// <summary>Adds a tag.</summary>
    public void Add(double score, bool isTrue) => (isTrue ? _true : _replaced).Add(score);

    /// <summary>
    /// Area under the ROC curve: the probability that a true tag scores higher than a replaced one, equal scores counted half
    /// (Mann-Whitney); 0.5 when there are none of one kind.
    /// </summary>
    public double Auc()
    {
        if (_true.Count == 0 || _replaced.Count == 0)
            return 0.5;
        double[] replaced = [.. _replaced.Order()];
        var wins = 0.0;
        var (below, belowOrEqual) = (0, 0);
        foreach (var score in _true.Order())
        {
            while (below < replaced.Length && replaced[below] < score)
                below++;
            while (belowOrEqual < replaced.Length && replaced[belowOrEqual] <= score)
                belowOrEqual++;
            wins += (below + belowOrEqual) / 2.0;
        }

        return wins / ((double)_true.Count * replaced.Length);
    }
}
