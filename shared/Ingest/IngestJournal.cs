using System.Diagnostics;
using Indexing.Contracts;
using Indexing.VectorStore;
using Indexing.Vision;
using Microsoft.Extensions.Logging;

namespace Indexing.Ingest;

/// <summary>What is written down about each picture on its way: the store's record, spans, durations, counts and log lines.</summary>
public sealed class IngestJournal(ModelSet models, TimeProvider clock, ILogger<ImageIngestor> logger)
{
    /// <summary>Begins the span of a picture; what follows in the same asynchronous flow is below it.</summary>
    internal static Activity? Begin(IngestImage image)
    {
        IngestTelemetry.Received.Add(1);
        // The tags are there from the start, so that samplers and listeners know the picture before anything happens to it.
        return IngestTelemetry.Source.StartActivity(
            ActivityKind.Internal, tags: [new("indexing.image.id", image.ImageId), new("indexing.tenant", image.Tenant)], name: "ingest");
    }

    /// <param name="image">What was announced.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="updatedAt">When it was, unless now.</param>
    internal ImageRecord Record(IngestImage image, ImageStatus status, DateTimeOffset? updatedAt) => new()
    {
        Key = new ImageKey(image.Tenant, image.ImageId),
        Version = image.Version,
        Status = status,
        Uri = image.Source.Uri,
        Tags = image.Tags,
        Metadata = image.Metadata,
        ModelVersion = models.Id,
        UpdatedAt = updatedAt ?? clock.GetUtcNow(),
    };

    internal ImageRecord Tombstone(DeleteImage image) => new()
    {
        Key = new ImageKey(image.Tenant, image.ImageId),
        Version = image.Version,
        Status = ImageStatus.Deleted,
        UpdatedAt = clock.GetUtcNow(),
    };

    internal void Indexed(IngestImage image, int words)
    {
        IngestTelemetry.Indexed.Add(1);
        logger.Indexed(image.Tenant, image.ImageId, image.Version, words);
    }

    internal void Rejected(IngestImage image, IngestRejection rejection)
    {
        IngestTelemetry.Rejected.Add(1, new KeyValuePair<string, object?>("reason", rejection.Code));
        logger.Rejected(image.Tenant, image.ImageId, image.Version, rejection.Code, rejection.Detail);
    }

    internal async Task<T> TimeAsync<T>(string stage, Func<Task<T>> step)
    {
        using var activity = IngestTelemetry.Source.StartActivity(stage);
        var start = clock.GetTimestamp();
        var result = await step().ConfigureAwait(false);
        Finish(stage, start);
        return result;
    }

    internal async Task TimeAsync(string stage, Func<Task> step)
    {
        using var activity = IngestTelemetry.Source.StartActivity(stage);
        var start = clock.GetTimestamp();
        await step().ConfigureAwait(false);
        Finish(stage, start);
    }

    private void Finish(string stage, long start) => IngestTelemetry.StageDuration.Record(
        clock.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
}
