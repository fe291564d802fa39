namespace Indexing.VectorStore.Qdrant.Writing;

/// <summary>What the writer needs beside its collaborators.</summary>
/// <param name="MaxRequestBytes">See <see cref="QdrantVectorStoreOptions.MaxRequestBytes"/>.</param>
/// <param name="Random">Tells simultaneous writes apart; must be thread-safe when the store is used by several threads.</param>
internal sealed record WriteSettings(int MaxRequestBytes, Random Random);
