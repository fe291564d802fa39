using Indexing.VectorStore.Sqlite.Segments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>A new folder for one test, and stores that open it.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    private readonly List<SqliteVectorStore> _stores = [];

    public StoreFolder(string? path = null) => Path = path ?? Directory.CreateTempSubdirectory("indexing-store-").FullName;

    public string Path { get; }

    public string SegmentsPath => System.IO.Path.Combine(Path, "segments");

    /// <summary>Small segments, so that a few hundred words pass through sealing, merging and compaction.</summary>
    public static SegmentPolicy SmallSegments { get; } = new() { SealWords = 100, MaxSealWords = 150, MergeSegments = 3 };

    /// <summary>Opens another store on the folder, as another process would.</summary>
    public SqliteVectorStore Open(SegmentPolicy? policy = null, int scanThreads = 1, string? path = null)
    {
        var options = new SqliteVectorStoreOptions { Directory = path ?? Path, ScanThreads = scanThreads };
        var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger.Instance, policy ?? new SegmentPolicy());
        _stores.Add(store);
        return store;
    }

    /// <summary>Closes all stores and makes the index what it was before there were scenes; those it has are lost.</summary>
    public async Task ForgetScenesAsync()
    {
        await CloseAsync();
        await using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "index.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(
            """
            drop table scenes; drop table scene_labels; drop table dead_scenes; drop table scene_segments;
            alter table state drop column next_scene; alter table state drop column scene_dimension;
            pragma user_version=3
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Closes all stores; what they do in the background has ended then.</summary>
    public async Task CloseAsync()
    {
        foreach (SqliteVectorStore store in _stores)
            await store.DisposeAsync();
        _stores.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Path, recursive: true);
    }
}
