using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// A prepared statement, kept for the life of its connection. Blobs go in and come out as spans of SQLite's own memory, which
/// saves the boxing and the copies of <see cref="SqliteCommand"/> on paths that touch hundreds of rows per call.
/// A statement that failed is reset by <see cref="Begin"/>; its transaction must be rolled back by the caller.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    /// <summary>Makes the statement ready for new parameters.</summary>
    public Statement Begin()
    {
        _ = raw.sqlite3_reset(_statement);
        return this;
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_int64(_statement, index, value.Value));
        return this;
    }

    public Statement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address and would be bound as NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Moves to the next row; at the end the statement is reset, so that it holds no lock.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        _ = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
            Check(code);
        return false;
    }

    /// <summary>Runs a statement without interest in its rows.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>Runs a statement that returns no rows; <see langword="false"/> when another writer is in its way.</summary>
    public bool TryExecute()
    {
        int code = raw.sqlite3_step(_statement);
        _ = raw.sqlite3_reset(_statement);
        if ((code & 0xFF) == raw.SQLITE_BUSY)
            return false;
        if (code != raw.SQLITE_DONE)
            Check(code);
        return true;
    }

    /// <summary>Ends reading before the last row.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? LongOrNull(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Long(column);

    public int Int(int column) => (int)raw.sqlite3_column_int64(_statement, column);

    public float Float(int column) => (float)raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Text(column);

    /// <summary>The column's bytes, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _db);
}
