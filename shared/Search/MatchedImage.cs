using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>A picture that answers the query in one channel.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Score">How well, 0..1: of several terms that must all be there the smallest.</param>
/// <param name="Words">What answers each term, in the order of the query; none when the scene answers.</param>
internal sealed record MatchedImage(ImageKey Image, double Score, IReadOnlyList<MatchedWord> Words);
