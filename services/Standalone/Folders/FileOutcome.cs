namespace Indexing.Standalone.Folders;

/// <summary>What became of one file.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Words">Number of words found, when indexed now.</param>
/// <param name="Reason">Stable code and sentence of a rejection, or the failure.</param>
internal sealed record FileOutcome(string Path, FileOutcomeKind Kind, int Words = 0, string Reason = "");
