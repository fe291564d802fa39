namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The broker's queues and exchanges as publishers and operators see them; written out here because a test compares.</summary>
internal static class QueueNames
{
    public const string Bulk = "indexing.bulk";
    public const string Interactive = "indexing.interactive";
    public const string Delete = "indexing.delete";
    public const string DeadLetters = "indexing.dead-letters";
    public const string IndexedEvents = "indexing.events.image-indexed";
    public const string RejectedEvents = "indexing.events.image-rejected";
    public const string DeletedEvents = "indexing.events.image-deleted";

    /// <summary>Four lanes, the dead letters, and one park queue for the one delay of <see cref="Cluster"/>.</summary>
    public const int Count = 6;

    /// <summary>Whether messages in this queue are still to be worked on.</summary>
    public static bool IsWork(string queue) => queue.StartsWith("indexing.", StringComparison.Ordinal) && queue != DeadLetters;
}
