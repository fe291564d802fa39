namespace Indexing.Ingest.Migration;

/// <summary>What one pass over a generation did.</summary>
/// <param name="Copied">Pictures that were missing or older in the target and are there now.</param>
/// <param name="Carried">
/// Those of them that could not be read again (gone, damaged) and keep the words that the former model read, see
/// <see cref="CarriedWords"/>.
/// </param>
public sealed record CopyReport(int Copied, int Carried);
