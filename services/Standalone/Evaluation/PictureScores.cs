namespace Indexing.Standalone.Evaluation;

/// <summary>What a search by picture finds: each question is a marked word, cut out of its photograph.</summary>
internal sealed record PictureScores
{
    /// <summary>Mean over the questions: other photographs with the same marked word among the first ten shown, of at most ten.</summary>
    public required double Recall10 { get; init; }

    /// <summary>Mean over the questions that were answered: share of the first ten shown that are marked with the same word.</summary>
    public required double Precision10 { get; init; }

    /// <summary>Number of questions.</summary>
    public required int Queries { get; init; }
}
