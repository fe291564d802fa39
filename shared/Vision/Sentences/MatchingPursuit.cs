using System.Buffers;
using System.Numerics.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>
/// Orthogonal matching pursuit: few words whose weighted sum comes near to a vector (Image2Vec; Pati, Rezaiifar and Krishnaprasad 1993).
/// <list type="number">
/// <item>r = y</item>
/// <item>the word that explains most of what is left: j = argmax n_j (D_j . r), not chosen and positive</item>
/// <item>weights of the chosen words: x = the least-squares solution of D_S x = y, by one more row of the Cholesky factor of D_S^T D_S
/// </item>
/// <item>r = y - D_S x; again from 2 until enough words are there</item>
/// </list>
/// </summary>
/// <remarks>
/// The original takes the largest absolute value in step 2. Image2Vec's words stand in a picture or they do not (x is 0 or 1 while D is
/// learned), so "minus snow" says nothing about it: only positive weights are allowed, and a word whose choice would turn a weight
/// negative is passed over (fast non-negative OMP; Yaghoobi, Wu and Davies 2015).
/// </remarks>
public static class MatchingPursuit
{
    /// <summary>Most words of a sum.</summary>
    public const int MaxWords = 32;

    /// <summary>What explains less than this of the vector is rounding.</summary>
    private const float LeastGain = 1e-5f;

    /// <summary>Smallest squared distance of a word from the span of the chosen ones, 0..1; below it the weights are noise.</summary>
    private const float LeastDistance = 1e-4f;

    /// <summary>Decomposes a vector. Safe for concurrent use; allocates nothing.</summary>
    /// <param name="words">D and n: words that name nothing visible were shrunk by the training and lose in step 2.</param>
    /// <param name="target">y: as many values as a word's vector has.</param>
    /// <param name="chosen">Receives the numbers of the words in the order of their choice; as many are taken at most, 1..32.</param>
    /// <param name="weights">Receives x, each above 0, as long as <paramref name="chosen"/>: y is about the sum of x_j D_j.</param>
    /// <returns>How many words were taken; fewer when no other word comes nearer.</returns>
    /// <exception cref="ArgumentException">The lengths do not belong together, or too many words are wanted.</exception>
    public static int Decompose(WordVectors words, ReadOnlySpan<float> target, Span<int> chosen, Span<float> weights)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (target.Length != words.Dimension)
            throw new ArgumentException($"The vector has {target.Length} values, the words have {words.Dimension}.", nameof(target));
        if (chosen.Length is < 1 or > MaxWords || weights.Length != chosen.Length)
            throw new ArgumentException($"Room for {chosen.Length} words and {weights.Length} weights; allowed are 1..{MaxWords} alike.");
        var count = words.Words.Count;
        var rented = ArrayPool<float>.Shared.Rent(count + target.Length);
        Span<float> factor = stackalloc float[MaxWords * MaxWords];
        Span<float> products = stackalloc float[MaxWords];
        var state = new Pursuit(words, target, chosen, weights, factor, products);
        // 1. r = y
        var rest = rented.AsSpan(count, target.Length);
        target.CopyTo(rest);
        while (state.Taken < chosen.Length)
        {
            Score(words, rest, rented.AsSpan(0, count), chosen[..state.Taken]);
            // 2. and 3.
            if (!TakeBest(ref state, rented.AsSpan(0, count)))
                break;
            // 4. r = y - D_S x
            target.CopyTo(rest);
            for (var i = 0; i < state.Taken; i++)
                TensorPrimitives.MultiplyAdd(words.Vector(chosen[i]), -weights[i], rest, rest);
        }

        ArrayPool<float>.Shared.Return(rented);
        return state.Taken;
    }

    private static void Score(WordVectors words, ReadOnlySpan<float> rest, Span<float> scores, ReadOnlySpan<int> taken)
    {
        for (var j = 0; j < scores.Length; j++)
            scores[j] = words.Norm(j) * TensorPrimitives.Dot(words.Vector(j), rest);
        foreach (var j in taken)
            scores[j] = float.NegativeInfinity;
    }

    private static bool TakeBest(ref Pursuit state, Span<float> scores)
    {
        while (true)
        {
            var best = TensorPrimitives.IndexOfMax(scores);
            if (best < 0 || scores[best] < LeastGain)
                return false;
            if (state.TryTake(best))
                return true;
            scores[best] = float.NegativeInfinity;
        }
    }

    /// <summary>The chosen words with the Cholesky factor L of their products: L L^T = D_S^T D_S.</summary>
    private ref struct Pursuit(
        WordVectors words, ReadOnlySpan<float> target, Span<int> chosen, Span<float> weights, Span<float> factor, Span<float> products)
    {
        private readonly WordVectors _words = words;
        private readonly ReadOnlySpan<float> _target = target;
        private readonly Span<int> _chosen = chosen;
        private readonly Span<float> _weights = weights;
        private readonly Span<float> _factor = factor;

        /// <summary>D_S^T y.</summary>
        private readonly Span<float> _products = products;

        public int Taken { get; private set; }

        /// <summary>Takes a word unless it nearly is a sum of the chosen ones or would turn a weight negative.</summary>
        public bool TryTake(int word)
        {
            var last = Row(Taken);
            var vector = _words.Vector(word);
            // The new row of L solves L w = D_S^T D_j.
            for (var i = 0; i < Taken; i++)
                last[i] = (TensorPrimitives.Dot(_words.Vector(_chosen[i]), vector) - Dot(Row(i), last, i)) / Row(i)[i];
            var distance = 1 - Dot(last, last, Taken);
            if (distance < LeastDistance)
                return false;
            last[Taken] = MathF.Sqrt(distance);
            _products[Taken] = TensorPrimitives.Dot(vector, _target);
            Span<float> weights = stackalloc float[MaxWords];
            Solve(weights[..(Taken + 1)]);
            if (TensorPrimitives.Min<float>(weights[..(Taken + 1)]) <= 0)
                return false;
            _chosen[Taken] = word;
            weights[..(Taken + 1)].CopyTo(_weights);
            Taken++;
            return true;
        }

        /// <summary>L z = D_S^T y, then L^T x = z.</summary>
        private readonly void Solve(Span<float> x)
        {
            for (var i = 0; i < x.Length; i++)
                x[i] = (_products[i] - Dot(Row(i), x, i)) / Row(i)[i];
            for (var i = x.Length - 1; i >= 0; i--)
            {
                for (var below = i + 1; below < x.Length; below++)
                    x[i] -= Row(below)[i] * x[below];
                x[i] /= Row(i)[i];
            }
        }

        private readonly Span<float> Row(int i) => _factor.Slice(i * MaxWords, MaxWords);

        private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int length) =>
            length == 0 ? 0 : TensorPrimitives.Dot(a[..length], b[..length]);
    }
}
