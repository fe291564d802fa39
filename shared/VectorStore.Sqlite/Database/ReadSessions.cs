using System.Collections.Concurrent;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Lends read sessions; idle ones keep their prepared statements and page cache.</summary>
internal sealed class ReadSessions : IDisposable
{
    /// <summary>Each idle session may keep 16 MB of pages.</summary>
    private const int MaxIdle = 8;

    private readonly SqliteDatabase _database;
    private readonly ConcurrentBag<ReadSession> _idle = [];
    private volatile bool _disposed;

    public ReadSessions(SqliteDatabase database) => _database = database;

    /// <summary>Runs one read on a borrowed session and returns the session, unless the read failed.</summary>
    public T Read<T>(Func<ReadSession, T> read)
    {
        ReadSession session = Rent();
        T result;
        try
        {
            result = read(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
        Return(session);
        return result;
    }

    /// <summary>Runs one read that goes through much of the store, on a session whose page cache then ends with it.</summary>
    public T ReadMuch<T>(Func<ReadSession, T> read)
    {
        using var session = new ReadSession(_database);
        return read(session);
    }

    public ReadSession Rent() => _idle.TryTake(out ReadSession? session) ? session : new ReadSession(_database);

    /// <summary>Takes back a session that is outside a snapshot.</summary>
    public void Return(ReadSession session)
    {
        if (_disposed || _idle.Count >= MaxIdle)
            session.Dispose();
        else
            _idle.Add(session);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out ReadSession? session))
            session.Dispose();
    }
}
