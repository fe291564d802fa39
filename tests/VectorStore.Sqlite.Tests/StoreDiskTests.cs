using System.Diagnostics.Metrics;

namespace Indexing.VectorStore.Sqlite.Tests;

public sealed class StoreDiskTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public void Disk_OfAnOpenStore_HasAFreePartOfItsSize()
    {
        _folder.Open();

        var measured = Measure();

        var disk = new DriveInfo(_folder.Path);
        Assert.Equal(disk.TotalSize, measured["indexing.store.disk.size"]);
        Assert.InRange(measured["indexing.store.disk.free"], 1, disk.TotalSize);
    }

    private static Dictionary<string, long> Measure()
    {
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("indexing.store.disk.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
