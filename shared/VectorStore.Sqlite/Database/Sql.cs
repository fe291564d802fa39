using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Connections of our own and statements that are run once.</summary>
internal static class Sql
{
    /// <summary>Opens a file; the caller disposes the connection.</summary>
    /// <param name="path">The database.</param>
    /// <param name="mode">Whether it may be written or made.</param>
    /// <param name="pragmas">Run at once; empty: none.</param>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, string pragmas = "")
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs all statements of the text; SqliteCommand would stop at the first that returns a row, as some pragmas do.</summary>
    public static void Execute(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    /// <summary>The first number of the first row; 0 without a row.</summary>
    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        long value = statement.Step() ? statement.Long(0) : 0;
        statement.Reset();
        return value;
    }
}
