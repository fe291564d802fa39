namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>The files of one index folder.</summary>
internal sealed class StoreFiles
{
    public StoreFiles(string directory) => Directory = Path.GetFullPath(directory);

    public string Directory { get; }

    public string Database => Path.Combine(Directory, "index.db");

    /// <summary>Held while the database is created and while segment files are written or removed.</summary>
    public string MaintenanceLock => Path.Combine(Directory, "maintenance.lock");

    public string Segments => Path.Combine(Directory, "segments");

    public string Segment(string file) => Path.Combine(Segments, file);
}
