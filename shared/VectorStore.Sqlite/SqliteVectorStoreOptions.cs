using System.ComponentModel.DataAnnotations;

namespace Indexing.VectorStore.Sqlite;

/// <summary>Where and how <see cref="SqliteVectorStore"/> keeps its index.</summary>
public sealed class SqliteVectorStoreOptions
{
    /// <summary>
    /// Folder of the index, created when missing; relative paths start at the working directory. Must be on a local disk:
    /// SQLite's write-ahead log and the file locks do not work over a network share.
    /// </summary>
    [Required(ErrorMessage = "Directory is empty; it must name the folder that holds the index.")]
    public string Directory { get; set; } = "";

    /// <summary>How long a write waits for other writers before it fails as transient, 0.1 s to 10 minutes. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "BusyTimeout is {0}; it must be between {1} and {2}.")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Threads that scan for one query, 1..64. More than one shortens a single query and costs throughput. Default: 1.</summary>
    [Range(1, 64, ErrorMessage = "ScanThreads must be between {1} and {2}.")]
    public int ScanThreads { get; set; } = 1;
}
