using System.Numerics.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>
/// Words with vectors in the space of pictures and sentences: Image2Vec's D, one column a word. Immutable; safe for concurrent use.
/// </summary>
public sealed class WordVectors
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly float[] _vectors;
    private readonly float[] _norms;

    /// <summary>Takes over words and vectors.</summary>
    /// <param name="words">The words, each once.</param>
    /// <param name="vectors">words x dimension, row-major, of any length but zero; scaled to unit length here.</param>
    /// <exception cref="ArgumentException">
    /// There are no words, a word comes twice, or the numbers are no vectors with a direction, one for each word.
    /// </exception>
    public WordVectors(IReadOnlyList<string> words, float[] vectors)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(vectors);
        if (words.Count == 0 || vectors.Length == 0 || vectors.Length % words.Count != 0)
            throw new ArgumentException($"{vectors.Length} numbers are no vectors of {words.Count} words.", nameof(vectors));
        (Words, Dimension, _vectors, _norms) = (words, vectors.Length / words.Count, vectors, new float[words.Count]);
        for (var i = 0; i < words.Count; i++)
        {
            if (!_numbers.TryAdd(words[i], i))
                throw new ArgumentException($"The word '{words[i]}' comes twice.", nameof(words));
            var vector = vectors.AsSpan(i * Dimension, Dimension);
            _norms[i] = TensorPrimitives.Norm(vector);
            if (!UnitLength.TryScale(vector))
                throw new ArgumentException($"The vector of '{words[i]}' has no direction.", nameof(vectors));
        }
    }

    /// <summary>The words; their numbers are their positions.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension { get; }

    /// <summary>All vectors of unit length: words x dimension, row-major.</summary>
    public ReadOnlyMemory<float> Matrix => _vectors;

    /// <summary>
    /// How long a word's vector was: training with L2 lets words shrink that show nothing. 1 where a text tower made the vectors.
    /// </summary>
    public float Norm(int word) => _norms[word];

    /// <summary>The vector of a word, of unit length.</summary>
    public ReadOnlySpan<float> Vector(int word) => _vectors.AsSpan(word * Dimension, Dimension);

    /// <summary>Number of a word; -1 when it has no vector.</summary>
    /// <param name="word">Lower case.</param>
    public int IndexOf(string word) => _numbers.GetValueOrDefault(word, -1);

    /// <summary>Finds the vector of a word.</summary>
    /// <param name="word">Lower case.</param>
    /// <param name="vector">Its vector of unit length; empty when it has none.</param>
    public bool TryGet(string word, out ReadOnlySpan<float> vector)
    {
        var number = IndexOf(word);
        vector = number < 0 ? default : Vector(number);
        return number >= 0;
    }
}
