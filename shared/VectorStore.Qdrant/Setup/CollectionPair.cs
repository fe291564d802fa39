namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>The two collections (or aliases) of one generation.</summary>
internal sealed record CollectionPair(string Words, string Images);
