using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>The statements of one connection, each prepared when first asked for.</summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The statement of this text, ready for parameters.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out Statement? statement))
                _statements.Add(sql, statement = new Statement(connection, sql));
            return statement.Begin();
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
            statement.Dispose();
    }
}
