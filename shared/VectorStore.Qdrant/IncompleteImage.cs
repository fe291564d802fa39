namespace Indexing.VectorStore.Qdrant;

/// <summary>An image whose words were lost between the snapshots of the two collections: announce it again.</summary>
/// <param name="Key">The image.</param>
/// <param name="Version">Its version in the restored index; a message with this version or a newer one mends it.</param>
/// <param name="Expected">Words that its record counts.</param>
/// <param name="Found">Words of this write that are there; searches find them.</param>
public sealed record IncompleteImage(ImageKey Key, long Version, int Expected, int Found);
