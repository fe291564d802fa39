using System.Runtime.InteropServices;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The character n-grams that stored posteriors allow, whatever the best reading is: those whose expected number over all alignments is not
/// negligible. One instance per thread.
/// </summary>
/// <remarks>
/// CTC frames are independent, so the text written so far is a Markov chain whose state is its last two letters and whether a blank
/// followed. One pass over the frames carries the probability of every state; each time a letter c is newly written after a b, the mass
/// that moves is added to the expectation of "bc" and "abc":
/// <code>E[bc] += ( M(a,b,blank) + [b != c] M(a,b,letter) ) y_t(c)</code>
/// This is exact for the stored probabilities, whose rounding matters little at a threshold, but for letters below 1 % at a frame and
/// states below 0.01 %, which are left out.
/// </remarks>
public sealed class GramDecoder
{
    /// <summary>
    /// Expectation from which an n-gram counts. Other values were not measured; with this one a word has 8 n-grams on average, and pieces
    /// are found as tests/Evaluation/results/mixed.md says.
    /// </summary>
    private const float MinExpectation = 0.02f;

    /// <summary>Most n-grams of a word.</summary>
    private const int MostGrams = 512;

    /// <summary>Letters less probable than this at a frame (in steps of 0.1 nats) are not written there.</summary>
    private const int LeastProbable = 46;

    private const float LeastMass = 1e-4f;

    /// <summary>Stands for "no letter": the beginning, or the letter before a space.</summary>
    private const int None = 0;

    private readonly Dictionary<int, float> _expectations = [];
    private Dictionary<int, Mass> _states = [];
    private Dictionary<int, Mass> _next = [];

    /// <summary>Finds the n-grams of a region.</summary>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <returns>Distinct numbers as in <see cref="Grams"/>, ascending, at most 512: the most probable ones.</returns>
    /// <exception cref="ArgumentException">The bytes are no posteriors.</exception>
    public ushort[] Decode(ReadOnlySpan<byte> posteriors)
    {
        var frames = LogPosteriors.FrameCount(posteriors);
        _expectations.Clear();
        _states.Clear();
        _states[Key(None, None)] = new Mass { Blank = 1 };
        for (var t = 0; t < frames; t++)
            Advance(posteriors.Slice(t * Alphabet.Size, Alphabet.Size));
        var kept = _expectations.Where(static gram => gram.Value >= MinExpectation);
        if (_expectations.Count > MostGrams)
            kept = kept.OrderByDescending(static gram => gram.Value).Take(MostGrams);
        return [.. kept.Select(static gram => (ushort)gram.Key).Order()];
    }

    private void Advance(ReadOnlySpan<byte> frame)
    {
        var probability = LogPosteriors.ProbabilityTable;
        _next.Clear();
        foreach (var (key, mass) in _states)
        {
            var total = mass.Letter + mass.Blank;
            if (total < LeastMass)
                continue;
            var (before, last) = (key >> 8, key & 0xff);
            ref var stays = ref At(key);
            stays.Blank += total * probability[frame[Alphabet.Blank]];
            if (last != None)
                stays.Letter += mass.Letter * probability[frame[last]];
            for (var letter = 1; letter < Alphabet.Size; letter++)
            {
                if (frame[letter] <= LeastProbable)
                    Write(before, last, letter, (letter == last ? mass.Blank : total) * probability[frame[letter]]);
            }
        }

        (_states, _next) = (_next, _states);
    }

    private void Write(int before, int last, int letter, float mass)
    {
        // Two spaces are as good as one: only what follows the second counts.
        At(letter == Alphabet.Space ? Key(None, Alphabet.Space) : Key(last is None or Alphabet.Space ? None : last, letter)).Letter += mass;
        if (letter == Alphabet.Space || last is None or Alphabet.Space)
            return;
        Expect(Grams.Pair(last, letter), mass);
        if (before != None)
            Expect(Grams.Triple(before, last, letter), mass);
    }

    private void Expect(ushort gram, float mass) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_expectations, gram, out _) += mass;

    private ref Mass At(int key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_next, key, out _);

    private static int Key(int before, int last) => (before << 8) | last;

    /// <summary>Probability of a state, by what its last frame showed.</summary>
    private struct Mass
    {
        public float Letter;

        public float Blank;
    }
}
