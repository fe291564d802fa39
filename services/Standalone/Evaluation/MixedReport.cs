namespace Indexing.Standalone.Evaluation;

/// <summary>What <c>eval mixed</c> measures.</summary>
internal sealed record MixedReport
{
    /// <summary>Each mode's scores, at its default thresholds.</summary>
    public required IReadOnlyDictionary<string, MixedScores> Modes { get; init; }

    /// <summary>Search by picture.</summary>
    public required PictureScores Picture { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>Number of questions of each kind.</summary>
    public required IReadOnlyDictionary<string, int> Queries { get; init; }
}
