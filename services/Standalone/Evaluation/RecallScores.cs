namespace Indexing.Standalone.Evaluation;

/// <summary>Where the first right answers stand.</summary>
internal sealed record RecallScores
{
    /// <summary>Share of the questions whose first right answer is the first one.</summary>
    public required double R1 { get; init; }

    /// <summary>Share of those with a right answer among the first five.</summary>
    public required double R5 { get; init; }

    /// <summary>Share of those with a right answer among the first ten.</summary>
    public required double R10 { get; init; }

    /// <summary>Median rank of the first right answer, from 1; the number of answers + 1 when none is right.</summary>
    public required double MedianRank { get; init; }

    /// <summary>Counts ranks, at least one.</summary>
    public static RecallScores Of(IReadOnlyCollection<int> ranks)
    {
        var ordered = ranks.Order().ToArray();
        var middle = ordered.Length / 2;
        return new RecallScores
        {
            R1 = ranks.Count(static rank => rank <= 1) / (double)ranks.Count,
            R5 = ranks.Count(static rank => rank <= 5) / (double)ranks.Count,
            R10 = ranks.Count(static rank => rank <= 10) / (double)ranks.Count,
            MedianRank = ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2.0,
        };
    }
}
