namespace Indexing.VectorStore;

/// <summary>One nearest neighbour.</summary>
/// <param name="Word">The text instance.</param>
/// <param name="Similarity">Cosine of the query vector and the word's vector, -1..1.</param>
public readonly record struct WordHit(StoredWord Word, float Similarity);
