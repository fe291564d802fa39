namespace Indexing.Standalone.Evaluation;

/// <summary>What one mode makes of the mixed questions.</summary>
internal sealed record MixedScores
{
    /// <summary>Mean over all questions that have an answer: relevant pictures among the first ten, of at most ten.</summary>
    public required double Recall10 { get; init; }

    /// <summary>The same for each kind of question.</summary>
    public required IReadOnlyDictionary<string, double> ByKind { get; init; }

    /// <summary>Share of the questions for nothing to which some picture was shown.</summary>
    public required double FalsePositives { get; init; }
}
