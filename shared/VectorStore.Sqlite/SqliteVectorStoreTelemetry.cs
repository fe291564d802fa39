using System.Diagnostics.Metrics;

namespace Indexing.VectorStore.Sqlite;

/// <summary>The instruments of the store; OpenTelemetry names, seconds.</summary>
internal static class SqliteVectorStoreTelemetry
{
    public static readonly Meter Meter = new("Indexing.VectorStore.Sqlite");

    /// <summary>A search, from the snapshot to the rows.</summary>
    public static readonly Histogram<double> SearchDuration = Meter.CreateHistogram<double>("indexing.store.search.duration", "s");

    /// <summary>A write transaction, waiting for other processes included.</summary>
    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("indexing.store.commit.duration", "s");

    /// <summary>Images that shared a transaction.</summary>
    public static readonly Histogram<int> CommitImages = Meter.CreateHistogram<int>("indexing.store.commit.images", "{image}");
}
