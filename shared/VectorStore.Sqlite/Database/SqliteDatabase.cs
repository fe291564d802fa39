using Microsoft.Data.Sqlite;
using static Indexing.VectorStore.Sqlite.Database.Sql;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Opens connections to the index's database; the first one creates it.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Room for one picture of 3,000 words, some 6 kB each.</summary>
    private const long MinFreeBytes = 24 << 20;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _busyTimeout;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _ready;

    public SqliteDatabase(StoreFiles files, TimeSpan busyTimeout, TimeProvider time)
    {
        Files = files;
        _busyTimeout = busyTimeout;
        _time = time;
    }

    public StoreFiles Files { get; }

    /// <summary>Creates folder and tables when they are missing and checks that the file is one of ours.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_ready)
            return;
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (_ready)
                return;
            Directory.CreateDirectory(Files.Segments);
            using SqliteConnection connection = Open();
            if (IsOurs(connection, Schema.VersionWithoutScenes))
                await AddScenesAsync(cancellationToken);
            else if (!IsOurs(connection, Schema.Version))
                await CreateAsync(connection, cancellationToken);
            _ready = true;
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>
    /// A connection for writing. synchronous=FULL: a caller acknowledges its message when the call returns, so the commit must
    /// survive a power cut; NORMAL would survive kill -9 only (a commit then reaches the disk with the next checkpoint). The
    /// price, one fsync per commit, is shared by the images that <see cref="WriteQueue"/> puts into one transaction.
    /// </summary>
    public SqliteConnection OpenWriter()
    {
        SqliteConnection connection = Open();
        Execute(connection, "pragma synchronous=full; pragma journal_size_limit=67108864; pragma cache_size=-16384");
        Execute(connection, "pragma busy_timeout=0"); // BeginWriteAsync waits
        return connection;
    }

    /// <summary>
    /// Starts a write transaction on a connection of <see cref="OpenWriter"/>, as soon as no other writer is at work. SQLite's own
    /// waiting looks ever more rarely, up to every 100 ms; between two processes that write without pause the second then waited up
    /// to half a minute. Looking every ms it gets its turn after some tens of ms.
    /// </summary>
    public async Task BeginWriteAsync(Statement beginImmediate, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (!beginImmediate.Begin().TryExecute())
        {
            if (_time.GetElapsedTime(start) >= _busyTimeout)
                throw new VectorStoreException(
                    $"The index '{Files.Database}' was in use by other writers for {_busyTimeout}. Try again, or set a longer BusyTimeout.",
                    isTransient: true);
            await Task.Delay(PollInterval, _time, cancellationToken);
        }
    }

    /// <summary>
    /// Commits a row that says what it said before: a read-only mount shows only when a page is written. A full disk may have room for that
    /// row and for no picture, so the space that is left counts as well.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        long free = new DriveInfo(Files.Segments).AvailableFreeSpace;
        if (free < MinFreeBytes)
            throw new VectorStoreException(
                $"The index '{Files.Database}' cannot grow: the disk is full ({free >> 20} MiB left, {MinFreeBytes >> 20} MiB needed). "
                + "Free space on it or move the index to a larger disk.",
                isTransient: false);
        using SqliteConnection connection = OpenWriter();
        using var begin = new Statement(connection, "begin immediate");
        await BeginWriteAsync(begin, cancellationToken);
        Execute(connection, "update state set generation = generation; commit");
    }

    public SqliteConnection OpenReader()
    {
        SqliteConnection connection = Open();
        Execute(connection, "pragma query_only=on; pragma cache_size=-16384");
        return connection;
    }

    public void Dispose() => _creating.Dispose();

    private async Task CreateAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // Switching a database to WAL while a second process opens it fails at once; the lock lets one go first.
        using FileLock creating = await FileLock.TakeAsync(Files.MaintenanceLock, _busyTimeout, _time, cancellationToken)
            ?? throw new VectorStoreException($"The index '{Files.Database}' is being created by another process. Try again.", true);
        if (IsOurs(connection, Schema.Version))
            return;
        if (Scalar(connection, "select count(*) from sqlite_schema") > 0)
            throw Foreign(connection);
        Execute(connection, $"pragma page_size={Schema.PageSize}; pragma journal_mode=wal; pragma synchronous=full");
        Execute(connection, $"begin immediate; {Schema.Words}; {Schema.Scenes}");
        using (var state = new Statement(
            connection,
            "insert into state (id, store_id, generation, next_word, dimension, concept_dimension) values (1, ?1, 1, 1, 0, 0)"))
            state.Bind(1, Guid.NewGuid().ToByteArray()).Execute();
        // In the same transaction as the tables: a database is either complete and ours, or empty.
        Execute(connection, $"pragma application_id={Schema.ApplicationId}; pragma user_version={Schema.Version}; commit");
    }

    /// <summary>An index from before there were scenes goes on as one that has none yet.</summary>
    private async Task AddScenesAsync(CancellationToken cancellationToken)
    {
        using SqliteConnection connection = OpenWriter();
        using var begin = new Statement(connection, "begin immediate");
        await BeginWriteAsync(begin, cancellationToken);
        // Only now: another process may have been first.
        Execute(connection, IsOurs(connection, Schema.VersionWithoutScenes) ? $"{Schema.Upgrade}; commit" : "rollback");
    }

    private static bool IsOurs(SqliteConnection connection, int version) =>
        Scalar(connection, "pragma application_id") == Schema.ApplicationId
        && Scalar(connection, "pragma user_version") == version;

    private static VectorStoreException Foreign(SqliteConnection connection) => new(
        Scalar(connection, "pragma application_id") == Schema.ApplicationId
            ? $"The index '{connection.DataSource}' has format {Scalar(connection, "pragma user_version")}; this program reads format "
                + $"{Schema.Version}. Use the matching program, or index again into an empty folder."
            : $"'{connection.DataSource}' is a database of another program. Choose another folder for the index.",
        isTransient: false);

    private SqliteConnection Open() => Sql.Open(
        Files.Database, SqliteOpenMode.ReadWriteCreate, $"pragma busy_timeout={(long)_busyTimeout.TotalMilliseconds}");
}
