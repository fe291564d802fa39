using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Turns what SQLite and the file system throw into the port's exception, with what to do about it.</summary>
internal static class SqliteErrors
{
    public static bool IsStoreFailure(Exception exception) =>
        exception is SqliteException or IOException or UnauthorizedAccessException;

    public static VectorStoreException WrongDimension(string space, int given, int stored) => new(
        $"The {space} vector has {given} numbers, but this index holds {space} vectors of {stored}. Use the model that made the index, "
        + "or index again into an empty folder.",
        isTransient: false);

    public static VectorStoreException Translate(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => Translate(sqlite, path),
        UnauthorizedAccessException => new VectorStoreException(
            $"The index '{path}' may not be written by this user. Grant write access to its folder or choose another folder.",
            isTransient: false, exception),
        _ => new VectorStoreException(
            $"The index '{path}' cannot be used: {exception.Message} Check that its folder is on a writable local disk with free space.",
            isTransient: false, exception),
    };

    private static VectorStoreException Translate(SqliteException exception, string path)
    {
        (string advice, bool isTransient) = exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL =>
                ("is in use by another writer. Try again; a longer BusyTimeout waits longer.", true),
            raw.SQLITE_FULL => ("cannot grow: the disk is full. Free space on it or move the index to a larger disk.", false),
            raw.SQLITE_READONLY => ("is read-only. Mount its file system writable and check the permissions of its folder.", false),
            raw.SQLITE_CANTOPEN => ("cannot be opened. Check that its folder exists, is writable and is not on a read-only mount.", false),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
                ("is damaged or not a database of this program. Restore it from a copy, or delete its folder and index again.", false),
            raw.SQLITE_IOERR => ("cannot be read or written: the disk reports an error. Check the disk and its mount.", false),
            raw.SQLITE_NOMEM => ("needs more memory than there is. Give the process more memory.", true),
            _ => ("reported an unexpected error.", false),
        };
        return new VectorStoreException($"The index '{path}' {advice} ({exception.Message})", isTransient, exception);
    }
}
