using Microsoft.Data.Sqlite;

namespace Indexing.Benchmarks.Load;

/// <summary>The database of an index, read beside its store: the port gives no vectors back.</summary>
internal static class SourceIndex
{
    /// <summary>Runs a query and reads each row.</summary>
    public static List<T> Read<T>(string directory, string sql, Func<SqliteDataReader, T> read)
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, "index.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        using var connection = new SqliteConnection(address.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
