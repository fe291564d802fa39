using Microsoft.Data.Sqlite;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>Takes the SQLite store away from every other writer until it is disposed: reads work, every write fails as busy.</summary>
internal sealed class WriteLock : IDisposable
{
    private readonly SqliteConnection _connection;

    public WriteLock(string storeFolder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(storeFolder, "index.db")};Pooling=False");
        _connection.Open();
        Execute("BEGIN IMMEDIATE");
    }

    public void Dispose()
    {
        Execute("ROLLBACK");
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
