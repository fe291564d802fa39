using Indexing.VectorStore.Sqlite.Segments;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// A connection that reads, with its prepared statements. Between <see cref="Begin"/> and <see cref="End"/> it sees one state of
/// the store, whatever others commit. Used by one caller at a time; after an exception it is thrown away.
/// </summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PreparedStatements _statements;

    public ReadSession(SqliteDatabase database)
    {
        _connection = database.OpenReader();
        _statements = new PreparedStatements(_connection);
    }

    /// <summary>The prepared statement of this text, ready for parameters.</summary>
    public Statement Statement(string sql) => _statements[sql];

    /// <summary>Starts a snapshot and reads the state it shows (the read is what fixes the snapshot).</summary>
    public StoreState Begin()
    {
        Statement("begin").Execute();
        Statement state = Statement(StoreState.Select);
        if (!state.Step())
            throw new VectorStoreException(
                "The index lost its state row. Restore it from a copy, or delete its folder and index again.", isTransient: false);
        var result = StoreState.Read(state);
        state.Reset();
        return result;
    }

    public void End() => Statement("commit").Execute();

    /// <summary>The ordinal of a tenant; -1 when nothing was ever stored for it.</summary>
    public long Tenant(string name)
    {
        Statement tenant = Statement("select id from tenants where name = ?1").Bind(1, name);
        long id = tenant.Step() ? tenant.Long(0) : -1;
        tenant.Reset();
        return id;
    }

    public List<SegmentRow> Segments(SegmentKind kind)
    {
        Statement segments = Statement(
            $"select first_word, last_word, generation, word_count, file from {kind.Segments} order by first_word");
        var rows = new List<SegmentRow>();
        while (segments.Step())
            rows.Add(new SegmentRow(segments.Long(0), segments.Long(1), segments.Long(2), segments.Int(3), segments.Text(4)));
        return rows;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
