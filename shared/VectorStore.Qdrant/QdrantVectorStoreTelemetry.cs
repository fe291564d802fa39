using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Spans and the duration of requests, named by OpenTelemetry's conventions for databases.</summary>
internal static class QdrantVectorStoreTelemetry
{
    public const string Name = "Indexing.VectorStore.Qdrant";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "db.client.operation.duration", "s", "Duration of requests to Qdrant.");

    public static Activity? Start(string operation, string collection, Uri server)
    {
        Activity? activity = Source.StartActivity($"{operation} {collection}", ActivityKind.Client);
        activity?.SetTag("db.system.name", "qdrant")
            .SetTag("db.operation.name", operation)
            .SetTag("db.collection.name", collection)
            .SetTag("server.address", server.Host)
            .SetTag("server.port", server.Port);
        return activity;
    }

    public static void Stop(Activity? activity, string operation, string collection, TimeSpan elapsed, string? error)
    {
        var tags = new TagList
        {
            { "db.system.name", "qdrant" }, { "db.operation.name", operation }, { "db.collection.name", collection },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
            activity?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }
        Duration.Record(elapsed.TotalSeconds, tags);
    }
}
