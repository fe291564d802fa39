namespace Indexing.Standalone.Folders;

/// <summary>What can become of a file.</summary>
internal enum FileOutcomeKind
{
    /// <summary>Its words are searchable now.</summary>
    Indexed,

    /// <summary>The same content was indexed before by the same models.</summary>
    Skipped,

    /// <summary>It can never be indexed as it is.</summary>
    Rejected,

    /// <summary>It could not be indexed now; the next run tries again.</summary>
    Failed,
}
