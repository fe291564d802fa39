using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>A word instance that answers a term.</summary>
/// <param name="Word">The instance.</param>
/// <param name="Term">The word of the query that it answers.</param>
/// <param name="Channel">How it was found.</param>
/// <param name="Score">How well it answers, 0..1.</param>
internal readonly record struct MatchedWord(StoredWord Word, string Term, SearchChannel Channel, double Score);
