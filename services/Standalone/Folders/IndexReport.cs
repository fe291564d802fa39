namespace Indexing.Standalone.Folders;

/// <summary>What became of all files of a run.</summary>
internal sealed record IndexReport
{
    /// <summary>Files whose words are searchable since this run.</summary>
    public required int Indexed { get; init; }

    /// <summary>Files that were indexed before.</summary>
    public required int Skipped { get; init; }

    /// <summary>Words found in this run.</summary>
    public required long Words { get; init; }

    /// <summary>Files that cannot be indexed, by path.</summary>
    public required IReadOnlyList<FileOutcome> Rejected { get; init; }

    /// <summary>Files that could not be indexed now, by path.</summary>
    public required IReadOnlyList<FileOutcome> Failed { get; init; }

    /// <summary>Files that were not begun because the run was interrupted.</summary>
    public required int Remaining { get; init; }

    /// <summary>How long the run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the process tells the shell; the most urgent state wins.</summary>
    public int ExitCode => (Remaining, Failed.Count, Rejected.Count) switch
    {
        ( > 0, _, _) => global::Indexing.Standalone.ExitCode.Interrupted,
        (_, > 0, _) => global::Indexing.Standalone.ExitCode.Infrastructure,
        (_, _, > 0) => global::Indexing.Standalone.ExitCode.SomeRejected,
        _ => global::Indexing.Standalone.ExitCode.Success,
    };

    /// <summary>Sums up.</summary>
    public static IndexReport From(IReadOnlyCollection<FileOutcome> outcomes, int total, TimeSpan elapsed)
    {
        var byKind = outcomes.OrderBy(outcome => outcome.Path, StringComparer.Ordinal).ToLookup(outcome => outcome.Kind);
        return new IndexReport
        {
            Indexed = byKind[FileOutcomeKind.Indexed].Count(),
            Skipped = byKind[FileOutcomeKind.Skipped].Count(),
            Words = outcomes.Sum(outcome => (long)outcome.Words),
            Rejected = [.. byKind[FileOutcomeKind.Rejected]],
            Failed = [.. byKind[FileOutcomeKind.Failed]],
            Remaining = total - outcomes.Count,
            Elapsed = elapsed,
        };
    }
}
