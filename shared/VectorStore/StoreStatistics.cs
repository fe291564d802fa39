namespace Indexing.VectorStore;

/// <summary>What one tenant has in the store.</summary>
/// <param name="Pending">Images announced and not processed yet.</param>
/// <param name="Indexed">Images whose words are searchable.</param>
/// <param name="Rejected">Images that cannot be indexed.</param>
/// <param name="Deleted">Tombstones.</param>
/// <param name="Words">Searchable text instances.</param>
public sealed record StoreStatistics(long Pending, long Indexed, long Rejected, long Deleted, long Words);
