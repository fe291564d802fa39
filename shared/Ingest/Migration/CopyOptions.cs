namespace Indexing.Ingest.Migration;

/// <summary>How a generation is brought up to date.</summary>
public sealed record CopyOptions
{
    /// <summary>Pictures in hand at a time, 1..256.</summary>
    public required int Parallel { get; init; }

    /// <summary>Most pictures a second, so that searches and new pictures keep their share of the machine; 0: no limit.</summary>
    public double Rate { get; init; }

    /// <summary>Whether pictures that were carried before are tried again: what was missing then may be there now.</summary>
    public bool TriesCarriedAgain { get; init; }

    /// <summary>Which part of the pictures, 0..<see cref="Parts"/> - 1: several processes take one part each.</summary>
    public int Part { get; init; }

    /// <summary>Parts that the pictures are divided into, by a hash of their ids; 1..1024.</summary>
    public int Parts { get; init; } = 1;
}
