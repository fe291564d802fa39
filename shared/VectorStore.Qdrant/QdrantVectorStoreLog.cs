using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Log messages of the Qdrant store, event ids 3200 to 3299.</summary>
internal static partial class QdrantVectorStoreLog
{
    [LoggerMessage(3200, LogLevel.Information, "Created collection {Collection}.")]
    public static partial void CollectionCreated(ILogger logger, string collection);

    [LoggerMessage(3201, LogLevel.Information, "Collection {Collection} was created by another process at the same time.")]
    public static partial void CollectionCreatedElsewhere(ILogger logger, string collection);

    [LoggerMessage(3202, LogLevel.Information, "Aliases {Words} and {Images} point to generation {Generation}.")]
    public static partial void AliasesSet(ILogger logger, string words, string images, string generation);

    [LoggerMessage(3203, LogLevel.Debug, "Removed {Words} words and {Records} records that a newer write of image {ImageId} replaced.")]
    public static partial void Removed(ILogger logger, int words, int records, string imageId);

    [LoggerMessage(3204, LogLevel.Warning, "A collection is missing on the server; it is looked for and made again with the next call.")]
    public static partial void CollectionMissing(ILogger logger);

    [LoggerMessage(3220, LogLevel.Information, "Generation {Generation} was restored from {Folder}, and the aliases point to it.")]
    public static partial void Restored(ILogger logger, string generation, string folder);

    [LoggerMessage(3221, LogLevel.Warning,
        "Snapshot {Snapshot} of collection {Collection} could not be removed from the server; remove it there by hand.")]
    public static partial void SnapshotLeft(ILogger logger, string snapshot, string collection, Exception exception);
}
