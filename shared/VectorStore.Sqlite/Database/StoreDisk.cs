using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// The disks that the folders of open stores are on: <c>indexing.store.disk.free</c> (for this user) and <c>indexing.store.disk.size</c>,
/// bytes. A folder that does not exist yet is left out.
/// </summary>
internal static class StoreDisk
{
    private static readonly ConcurrentDictionary<object, string> Folders = new();

    static StoreDisk()
    {
        SqliteVectorStoreTelemetry.Meter.CreateObservableGauge(
            "indexing.store.disk.free", () => Measure(disk => disk.AvailableFreeSpace), "By");
        SqliteVectorStoreTelemetry.Meter.CreateObservableGauge("indexing.store.disk.size", () => Measure(disk => disk.TotalSize), "By");
    }

    public static void Watch(object store, string folder) => Folders[store] = folder;

    public static void Leave(object store) => Folders.TryRemove(store, out _);

    private static IEnumerable<Measurement<long>> Measure(Func<DriveInfo, long> read) => Folders.Values
        .Where(Directory.Exists)
        .Take(1)
        .Select(folder => new Measurement<long>(read(new DriveInfo(Path.GetFullPath(folder)))));
}
