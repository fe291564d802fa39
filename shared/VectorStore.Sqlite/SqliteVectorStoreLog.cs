using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Sqlite;

/// <summary>Log messages of the SQLite store, event ids 3100 to 3199.</summary>
internal static partial class SqliteVectorStoreLog
{
    [LoggerMessage(3100, LogLevel.Warning,
        "Segment file {Path} is missing or damaged; its words are read from the database and the file is made again.")]
    public static partial void SegmentUnusable(ILogger logger, string path, Exception? exception);

    [LoggerMessage(3101, LogLevel.Debug, "Wrote segment {File} with {Words} words in {Milliseconds} ms.")]
    public static partial void SegmentWritten(ILogger logger, string file, int words, double milliseconds);

    [LoggerMessage(3102, LogLevel.Warning,
        "Segment files of {Directory} cannot be written; search goes on with words in memory. Next attempt in {Delay}.")]
    public static partial void MaintenanceFailed(ILogger logger, string directory, TimeSpan delay, Exception exception);
}
