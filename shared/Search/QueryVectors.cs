using System.Collections.Concurrent;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>
/// The vectors of words that are asked for; those of their spelling, which a network makes, are remembered: people ask for the same words,
/// and search as you type asks for each several times.
/// Safe for concurrent use.
/// </summary>
public sealed class QueryVectors(QueryEncoder encoder, ConceptEncoder concepts)
{
    /// <summary>Words of a generation, some 2 kB each; two generations are kept, so that at most 8 MB are held.</summary>
    private const int Capacity = 2048;

    private ConcurrentDictionary<string, float[]> _current = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, float[]> _former = new(StringComparer.Ordinal);

    /// <summary>The spelling vector of a word; shared, not to be changed.</summary>
    /// <param name="word">1..64 characters as <see cref="Alphabet.Normalize"/> returns them.</param>
    public float[] Spelling(string word)
    {
        if (_current.TryGetValue(word, out var vector))
            return vector;
        if (!_former.TryGetValue(word, out vector))
            vector = encoder.Encode(word);
        if (_current.Count >= Capacity)
            (_former, _current) = (_current, new ConcurrentDictionary<string, float[]>(StringComparer.Ordinal));
        _current[word] = vector;
        return vector;
    }

    /// <summary>
    /// The concept vector of a word, or <see langword="null"/> when it is neither a concept nor a noun of the dictionary.
    /// </summary>
    public float[]? Concept(string word) => concepts.EncodeQuery(word);

    /// <summary>Whether a word is the name of a concept.</summary>
    public bool IsConcept(string word) => concepts.IsConcept(word);
}
