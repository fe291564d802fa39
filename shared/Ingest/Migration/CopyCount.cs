namespace Indexing.Ingest.Migration;

/// <summary>How far a generation is behind another.</summary>
/// <param name="Missing">Pictures that the next pass has to copy.</param>
/// <param name="Carried">Pictures that are there with words that the former model read.</param>
public sealed record CopyCount(int Missing, int Carried);
