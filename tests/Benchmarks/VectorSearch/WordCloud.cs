using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>
/// Synthetic word vectors with the neighbourhoods of real ones: 100,000 distinct words around 20,000 stems (cosine to the stem
/// about 0.8), each instance near its word (cosine about 0.9). Frequent words are more frequent, as in text. Any two runs make
/// the same words.
/// </summary>
internal sealed class WordCloud
{
    public const int Dimension = 256;
    private const int Stems = 20_000;
    private const int Vocabulary = 100_000;
    private const float VariantNoise = 0.7f;
    private const float InstanceNoise = 0.45f;

    private readonly Random _random;
    private readonly float[] _stems = new float[Stems * Dimension];
    private readonly int _seed;

    public WordCloud(int seed)
    {
        _seed = seed;
        var random = new Random(1);
        for (int i = 0; i < Stems; i++)
            Noise(random, _stems.AsSpan(i * Dimension, Dimension), 1);
        _random = new Random(seed);
    }

    /// <summary>Writes the vector of another instance of a random word, and returns the word.</summary>
    public int Next(Span<float> vector)
    {
        // The product of two uniform numbers: low ranks come more often.
        int word = (int)(_random.NextDouble() * _random.NextDouble() * Vocabulary);
        Span<float> noise = stackalloc float[Dimension];
        Noise(new Random(word), noise, VariantNoise);
        TensorPrimitives.Add(_stems.AsSpan(word % Stems * Dimension, Dimension), noise, vector);
        Normalize(vector);
        Noise(_random, noise, InstanceNoise);
        TensorPrimitives.Add(vector, noise, vector);
        Normalize(vector);
        return word;
    }

    public override string ToString() => $"{Vocabulary} words, {Stems} stems, seed {_seed}";

    private static void Normalize(Span<float> vector) => TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);

    /// <summary>A random direction of the given length: sums of random bytes are near enough to normal numbers.</summary>
    private static void Noise(Random random, Span<float> noise, float length)
    {
        Span<uint> bits = stackalloc uint[Dimension];
        random.NextBytes(MemoryMarshal.AsBytes(bits));
        for (int i = 0; i < noise.Length; i++)
        {
            uint b = bits[i];
            noise[i] = (b & 255) + (b >> 8 & 255) + (b >> 16 & 255) + (b >> 24) - 510f;
        }
        TensorPrimitives.Multiply(noise, length / TensorPrimitives.Norm(noise), noise);
    }
}
