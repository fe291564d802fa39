using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Indexing.VectorStore.Sqlite.Database.Sql;

namespace Indexing.VectorStore.Sqlite.Backup;

/// <summary>
/// Copies a database while others write to it: SQLite's backup, within one read transaction.
/// </summary>
/// <remarks>
/// The transaction makes it a copy of one moment. Without it SQLite begins anew whenever another process has committed between two
/// steps: beside one writer a copy of 395 MB in steps of 100 pages began 24,173 times and had not ended after a minute. Within it the
/// same took 0.65 s, and 2.1 s beside the writer on a busier machine; writers never wait for it, only their log grows until it ends (to
/// 64 MB). <c>VACUUM INTO</c> is as consistent and as fast, but cannot be cancelled between two steps and leaves a database without the
/// write-ahead log, which nobody would switch on again. deploy/BACKUP.md has the measurements.
/// </remarks>
internal static class DatabaseCopy
{
    /// <summary>8 MB: some 15 ms between two looks at the cancellation.</summary>
    private const int PagesPerStep = 1024;

    /// <summary>Images of which not every word is there.</summary>
    private const string TornImages =
        """
        select count(*) from images i where word_count > 0
        and (select count(*) from words w where w.id between i.first_word and i.first_word + i.word_count - 1) <> i.word_count
        """;

    /// <summary>Scenes of no indexed image.</summary>
    private static readonly string StrayScenes =
        $"select count(*) from scenes s left join images i on i.id = s.image where i.status is not {(int)ImageStatus.Indexed}";

    /// <summary>Copies and proves the copy; it is one file and not yet flushed to the disk.</summary>
    /// <param name="name">The generation.</param>
    /// <param name="source">A database of ours, opened for writing as SQLite's log demands, and not changed.</param>
    /// <param name="target">A file that does not exist.</param>
    /// <param name="cancellationToken">Looked at between two steps.</param>
    public static BackupGeneration Make(string name, string source, string target, CancellationToken cancellationToken)
    {
        try
        {
            using SqliteConnection copy = Open(target, SqliteOpenMode.ReadWriteCreate);
            // A copy that was interrupted is thrown away, so it needs no journal; whoever asked for it flushes the file.
            Execute(copy, "pragma journal_mode=off; pragma synchronous=off");
            using (SqliteConnection original = Open(source, SqliteOpenMode.ReadWrite))
                Copy(original, copy, cancellationToken);
            if (Scalar(copy, "pragma user_version") == Schema.VersionWithoutScenes)
                Execute(copy, $"begin; {Schema.Upgrade}; commit");
            // Segment files are not part of a backup.
            Execute(copy, "delete from segments; delete from scene_segments; pragma wal_checkpoint(truncate)");
            return Verify(name, source, copy);
        }
        catch (SqliteException exception)
        {
            throw new IndexBackupException(
                $"The database '{source}' could not be copied to '{target}': {exception.Message} {Advice(exception)}", false, exception);
        }
    }

    /// <summary>Whether another connection to this database is open, in whatever process.</summary>
    public static bool IsInUse(string database)
    {
        try
        {
            using SqliteConnection connection = Open(database, SqliteOpenMode.ReadWrite);
            Execute(connection, "pragma busy_timeout=0; pragma locking_mode=exclusive; begin exclusive; rollback");
            return false;
        }
        catch (SqliteException exception)
        {
            // What is damaged or no database at all is in nobody's use.
            return exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
        }
    }

    private static void Copy(SqliteConnection original, SqliteConnection copy, CancellationToken cancellationToken)
    {
        Execute(original, "pragma query_only=on; begin");
        RefuseForeign(original);
        Scalar(original, "select generation from state"); // fixes the moment
        using sqlite3_backup backup = raw.sqlite3_backup_init(copy.Handle, "main", original.Handle, "main");
        if (backup is null)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
        int code;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesPerStep);
        }
        while (code == raw.SQLITE_OK);
        if (code != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(code, copy.Handle);
    }

    private static void RefuseForeign(SqliteConnection original)
    {
        long application = Scalar(original, "pragma application_id"), version = Scalar(original, "pragma user_version");
        if (application != Schema.ApplicationId || !Schema.CanRead(version))
            throw new IndexBackupException(
                $"'{original.DataSource}' is no index of format {Schema.Version}, which this program reads (format {version}). Use the "
                + "program that made it.",
                isRefused: true);
    }

    private static BackupGeneration Verify(string name, string source, SqliteConnection copy)
    {
        string integrity = Text(copy, "pragma integrity_check(1)");
        long words = Scalar(copy, "select count(*) from words"), torn = Scalar(copy, TornImages), strays = Scalar(copy, StrayScenes);
        if (integrity != "ok" || torn > 0 || strays > 0 || words != Scalar(copy, "select coalesce(sum(word_count), 0) from images"))
            throw new IndexBackupException(
                $"The index '{source}' is damaged ({integrity}; {torn} images lack words, {strays} scenes lack their image): no backup was "
                + "made of it. Restore an older backup, or index again into an empty folder.",
                isRefused: false);
        using var state = new Statement(copy, StoreState.Select);
        state.Step();
        var storeId = StoreState.Read(state).StoreId;
        state.Reset();
        return new BackupGeneration
        {
            Name = name,
            StoreId = storeId,
            SchemaVersion = Schema.Version,
            Images = Scalar(copy, "select count(*) from images"),
            Words = words,
            ModelPacks = ModelPacks(copy),
        };
    }

    private static List<string> ModelPacks(SqliteConnection copy)
    {
        using var rows = new Statement(copy, "select distinct model_version from images where model_version is not null order by 1");
        var packs = new List<string>();
        while (rows.Step())
            packs.Add(rows.Text(0));
        return packs;
    }

    private static string Advice(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "The disk of the backup is full: free space on it, or name a folder on a larger disk.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            "The index is damaged or not a database of this program: restore an older backup, or index again into an empty folder.",
        _ => "Check both disks and who may write to them.",
    };

    private static string Text(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        string value = statement.Step() ? statement.Text(0) : "";
        statement.Reset();
        return value;
    }
}
