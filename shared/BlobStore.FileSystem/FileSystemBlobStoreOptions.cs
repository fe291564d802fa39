namespace Indexing.BlobStore.FileSystem;

/// <summary>Where pictures may be read from.</summary>
public sealed class FileSystemBlobStoreOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "FileSystemBlobStore";

    /// <summary>
    /// Absolute paths of the directories below which files may be read, at least one. A symbolic link below a root is followed as long as
    /// it stays below one of the roots. A root that does not exist yet (a volume that is not mounted) is a transient failure, not an error
    /// of configuration.
    /// </summary>
    public IList<string> Roots { get; init; } = [];
}
