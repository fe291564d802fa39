namespace Indexing.Standalone.Folders;

/// <summary>How files are indexed.</summary>
/// <param name="Tenant">Owner of the pictures.</param>
/// <param name="Tags">Tags of every picture.</param>
/// <param name="Parallel">How many files are in hand at a time, at least 1.</param>
internal sealed record IndexRunOptions(string Tenant, IReadOnlyList<string> Tags, int Parallel);
