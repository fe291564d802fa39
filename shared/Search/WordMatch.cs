using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>A word instance and how well it answers the query, 0..1.</summary>
internal readonly record struct WordMatch(StoredWord Word, double Score);
