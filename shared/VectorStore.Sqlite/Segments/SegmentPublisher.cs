using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>Names a new segment file in the database, in place of the rows of its range. The caller holds the maintenance lock.</summary>
internal sealed class SegmentPublisher(SqliteDatabase database, SegmentKind kind)
{
    /// <summary>
    /// Publishes in one transaction. Deletions up to the file's own generation are already left out of it, so their rows go.
    /// Rows behind the range go too when <paramref name="dropLater"/>: their files are broken and are made again from here.
    /// </summary>
    public async Task PublishAsync(SegmentRow row, bool dropLater, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.OpenWriter();
        using var begin = new Statement(connection, "begin immediate");
        await database.BeginWriteAsync(begin, cancellationToken);
        using (var delete = new Statement(connection, $"delete from {kind.Segments} where first_word between ?1 and ?2"))
            delete.Bind(1, row.FirstWord).Bind(2, dropLater ? long.MaxValue : row.LastWord).Execute();
        using (var insert = new Statement(connection, $"insert into {kind.Segments} values (?1, ?2, ?3, ?4, ?5)"))
        {
            insert.Bind(1, row.FirstWord).Bind(2, row.LastWord).Bind(3, row.Generation).Bind(4, row.WordCount).Bind(5, row.File)
                .Execute();
        }
        using (var delete = new Statement(connection, $"delete from {kind.Dead} where generation <= ?1 and first_word between ?2 and ?3"))
            delete.Bind(1, row.Generation).Bind(2, row.FirstWord).Bind(3, row.LastWord).Execute();
        Run(connection, "update state set generation = generation + 1");
        Run(connection, "commit");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }
}
