namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// The books after a run; the numbers are those of the reliability oracle. Every list is empty when nothing went wrong.
/// </summary>
internal sealed record LedgerReport
{
    public required int Confirmed { get; init; }

    public required int Indexed { get; init; }

    /// <summary>I1: confirmed, and neither in the store nor among the dead letters.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>I2: more than one record, more or fewer words than the record says, or a record and a dead letter.</summary>
    public required IReadOnlyList<string> Duplicated { get; init; }

    /// <summary>I3: in the store and never published in this version.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Healthy pictures among the dead letters.</summary>
    public required IReadOnlyList<string> HealthyDeadLetters { get; init; }

    /// <summary>I4: dead letters that do not say why.</summary>
    public required IReadOnlyList<string> MuteDeadLetters { get; init; }

    /// <summary>I6: another version or status than the newest message asked for, or a dead letter for another reason.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>I7: other words than a run without fault finds.</summary>
    public required IReadOnlyList<string> OtherWords { get; init; }

    public bool IsClean => Counts().All(finding => finding.Pictures.Count == 0);

    public void AssertClean() => Assert.True(IsClean, Findings());

    /// <summary>What went wrong, with the first pictures of each kind.</summary>
    public string Findings() => string.Join('\n', Counts().Where(finding => finding.Pictures.Count > 0)
        .Select(finding => $"{finding.Name} {finding.Pictures.Count}: {string.Join("; ", finding.Pictures.Take(10))}"));

    public override string ToString() =>
        $"confirmed {Confirmed}, indexed {Indexed}, "
        + string.Join(", ", Counts().Select(finding => $"{finding.Name} {finding.Pictures.Count}"));

    private IEnumerable<(string Name, IReadOnlyList<string> Pictures)> Counts() =>
    [
        ("lost", Lost), ("duplicated", Duplicated), ("unexpected", Unexpected), ("healthy dead letters", HealthyDeadLetters),
        ("mute dead letters", MuteDeadLetters), ("wrong", Wrong), ("other words", OtherWords),
    ];
}
