using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Scan;
using Indexing.VectorStore.Sqlite.Segments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite;

/// <summary>
/// The index in one folder, for one machine: a SQLite database as the only truth, and memory-mapped files of byte codes that are
/// derived from it and scanned for nearest neighbours. Several processes may open the same folder, write and search at once.
/// Opens the folder with the first call.
/// </summary>
public sealed class SqliteVectorStore : IVectorStore, IAsyncDisposable, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly ReadSessions _sessions;
    private readonly ScanViewCache _words;
    private readonly ScanViewCache _scenes;
    private readonly SegmentMaintenance _maintenance;
    private readonly WordSearcher _wordSearcher;
    private readonly SceneSearcher _sceneSearcher;
    private readonly WriteQueue _writes;
    private bool _disposed;

    /// <summary>Creates a store that touches no file yet.</summary>
    public SqliteVectorStore(IOptions<SqliteVectorStoreOptions> options, TimeProvider time, ILogger<SqliteVectorStore> logger)
        : this(options.Value, time, logger, new SegmentPolicy())
    {
    }

    internal SqliteVectorStore(SqliteVectorStoreOptions options, TimeProvider time, ILogger logger, SegmentPolicy policy)
    {
        var files = new StoreFiles(options.Directory);
        StoreDisk.Watch(this, options.Directory);
        _database = new SqliteDatabase(files, options.BusyTimeout, time);
        _sessions = new ReadSessions(_database);
        _words = new ScanViewCache(files, SegmentKind.Words, logger);
        _scenes = new ScanViewCache(files, SegmentKind.Scenes, logger);
        _maintenance = new SegmentMaintenance(
            [
                new SegmentBuilder(SegmentKind.Words, _database, _sessions, _words, policy, logger),
                new SegmentBuilder(SegmentKind.Scenes, _database, _sessions, _scenes, policy, logger),
            ],
            files, time, logger);
        _wordSearcher = new WordSearcher(
            new SnapshotSearch(SegmentKind.Words, _sessions, _words, _maintenance, files, policy), options.ScanThreads);
        _sceneSearcher = new SceneSearcher(
            new SnapshotSearch(SegmentKind.Scenes, _sessions, _scenes, _maintenance, files, policy), options.ScanThreads);
        _writes = new WriteQueue(_database, _maintenance.Notice);
    }

    /// <inheritdoc/>
    public Task<ReplaceResult> ReplaceImageAsync(
        ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene, CancellationToken cancellationToken)
    {
        RequestChecks.Replace(image, words, scene);
        return CallAsync(() => _writes.WriteAsync(new WriteRequest(image, words, scene), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageRecord>> GetImagesAsync(IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (ImageKey key in keys)
            RequestChecks.Key(key);
        return ReadAsync<IReadOnlyList<ImageRecord>>(session => ImageRows.Get(session, keys, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken)
    {
        RequestChecks.Key(key);
        return ReadAsync<IReadOnlyList<StoredWord>>(session => ImageRows.Words(session, key), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<float>> GetSceneAsync(ImageKey key, CancellationToken cancellationToken)
    {
        RequestChecks.Key(key);
        return ReadAsync(session => SceneRows.Get(session, key), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        string tenant, ImageStatus? status, string? afterImageId, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.List(tenant, limit);
        return ReadAsync<IReadOnlyList<ImageRecord>>(
            session => ImageRows.List(session, tenant, status, afterImageId, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WordHit>> SearchWordsAsync(WordSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        return CallAsync(() => Task.Run(() => _wordSearcher.SearchAsync(search, cancellationToken), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WordHit>> SearchGramsAsync(GramSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        return CallAsync(() => Task.Run(() => _wordSearcher.SearchAsync(search, cancellationToken), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SceneHit>> SearchScenesAsync(SceneSearch search, CancellationToken cancellationToken)
    {
        RequestChecks.Search(search);
        return CallAsync(() => Task.Run(() => _sceneSearcher.SearchAsync(search, cancellationToken), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadingCount>> ListReadingsAsync(
        string tenant, string prefix, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.Readings(tenant, prefix, limit);
        return ReadAsync<IReadOnlyList<ReadingCount>>(
            session => ReadingRows.List(session, tenant, prefix, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageDistance>> FindLookalikesAsync(
        string tenant, ulong perceptualHash, int maxDistance, int limit, CancellationToken cancellationToken)
    {
        RequestChecks.Lookalikes(tenant, maxDistance, limit);
        return ReadAsync<IReadOnlyList<ImageDistance>>(
            session => LookalikeRows.Find(session, tenant, perceptualHash, maxDistance, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) =>
        CallAsync(async () => { await _database.CheckAsync(cancellationToken); return 0; }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<string>>(ImageRows.Tenants, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreStatistics> GetStatisticsAsync(string tenant, CancellationToken cancellationToken)
    {
        RequestChecks.Tenant(tenant);
        return ReadAsync(session => ImageRows.Statistics(session, tenant), cancellationToken);
    }

    /// <summary>Finishes the writes already accepted and closes all files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        StoreDisk.Leave(this);
        await _writes.DisposeAsync();
        await _maintenance.DisposeAsync();
        _words.Dispose();
        _scenes.Dispose();
        _sessions.Dispose();
        _database.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>One pass of segment maintenance now, for tests and benchmarks.</summary>
    internal Task MaintainAsync(CancellationToken cancellationToken) =>
        CallAsync(async () => { await _maintenance.RunAsync(cancellationToken); return 0; }, cancellationToken);

    private Task<T> ReadAsync<T>(Func<ReadSession, T> read, CancellationToken cancellationToken) => CallAsync(
        () => Task.Run(() => _sessions.Read(session => OneSnapshot(session, read)), cancellationToken), cancellationToken);

    private static T OneSnapshot<T>(ReadSession session, Func<ReadSession, T> read)
    {
        session.Begin();
        T result = read(session);
        session.End();
        return result;
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            await _database.EnsureCreatedAsync(cancellationToken);
            return await call();
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception))
        {
            throw SqliteErrors.Translate(exception, _database.Files.Database);
        }
    }
}
