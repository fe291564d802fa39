using Indexing.Ingest.Migration;
using Indexing.Search.Recall;

namespace Indexing.Standalone.Migration;

/// <summary>How a migration runs.</summary>
internal sealed record MigrationOptions
{
    /// <summary>How fast, and which part.</summary>
    public required CopyOptions Copy { get; init; }

    /// <summary>Questions that must be answered as before; <see langword="null"/>: drawn from the index.</summary>
    public IReadOnlyList<GoldenQuery>? Golden { get; init; }

    /// <summary>Questions that are drawn: with 200, half a point of recall is one picture.</summary>
    public int SampleSize { get; init; } = 200;

    /// <summary>By how much recall@10 may be lower, 0..1.</summary>
    public double Tolerance { get; init; } = 0.005;

    /// <summary>Whether pictures that cannot be read again may keep the words that the former model read.</summary>
    public bool Carries { get; init; }

    /// <summary>How long nothing may have been written to the old generation before its pictures count as taken up.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);
}
