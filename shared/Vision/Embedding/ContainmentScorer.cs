namespace Indexing.Vision.Embedding;

/// <summary>
/// How probable it is that the text of a region contains a piece, by its stored posteriors. One instance per piece; not safe for concurrent
/// use; nothing is allocated per region.
/// </summary>
/// <remarks>
/// CTC frames are independent, so "how many letters of the piece stand at the end of what is written so far" is a Markov chain: the
/// matching automaton of Knuth, Morris and Pratt over newly written letters, its states doubled by whether the last frame was a letter
/// (which the same label then only prolongs) or a blank. The mass of the last state is the exact probability that some alignment writes
/// the piece, all alignments summed. It needs no filler state: a junk region spreads its mass over the other states by itself.
/// </remarks>
public sealed class ContainmentScorer
{
    private readonly byte[] _labels;

    /// <summary>State after letter <c>_letters[c]</c> newly written in state k: <c>_next[k * letters + c]</c>.</summary>
    private readonly int[] _next;

    private readonly byte[] _letters;
    private double[] _letterMass;
    private double[] _blankMass;
    private double[] _nextLetterMass;
    private double[] _nextBlankMass;

    /// <summary>Prepares a piece.</summary>
    /// <param name="normalized">1..64 characters as <see cref="Alphabet.Normalize"/> returns them.</param>
    /// <exception cref="ArgumentException">The text is empty or holds other characters.</exception>
    public ContainmentScorer(string normalized)
    {
        ArgumentException.ThrowIfNullOrEmpty(normalized);
        _labels = Alphabet.Encode(normalized);
        _letters = [.. _labels.Distinct()];
        _next = Automaton(_labels, _letters);
        _letterMass = new double[_labels.Length];
        _blankMass = new double[_labels.Length];
        _nextLetterMass = new double[_labels.Length];
        _nextBlankMass = new double[_labels.Length];
    }

    /// <summary>Probability, 0..1, that the region's text contains the piece.</summary>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <exception cref="ArgumentException">The bytes are no posteriors.</exception>
    public double Score(ReadOnlySpan<byte> posteriors)
    {
        var frames = LogPosteriors.FrameCount(posteriors);
        Array.Clear(_letterMass);
        Array.Clear(_blankMass);
        _blankMass[0] = 1;
        var found = 0.0;
        for (var t = 0; t < frames; t++)
            found += Advance(posteriors.Slice(t * Alphabet.Size, Alphabet.Size));
        return Math.Min(1, found);
    }

    /// <summary>One frame; returns the mass that completes the piece at it.</summary>
    private double Advance(ReadOnlySpan<byte> frame)
    {
        var probability = LogPosteriors.ProbabilityTable;
        // Quantised probabilities do not add up to 1 exactly; over a hundred frames the difference would count.
        var sum = 0.0;
        foreach (var value in frame)
            sum += probability[value];
        var scale = 1 / sum;
        var blank = probability[frame[Alphabet.Blank]] * scale;
        Array.Clear(_nextLetterMass);
        Array.Clear(_nextBlankMass);
        var completed = 0.0;
        for (var k = 0; k < _labels.Length; k++)
        {
            var total = _letterMass[k] + _blankMass[k];
            if (total < 1e-9)
                continue;
            _nextBlankMass[k] += total * blank;
            var left = total * (1 - blank);
            for (var c = 0; c < _letters.Length; c++)
            {
                var letter = probability[frame[_letters[c]]] * scale;
                var prolongs = k > 0 && _letters[c] == _labels[k - 1];
                left -= total * letter;
                if (prolongs)
                    _nextLetterMass[k] += _letterMass[k] * letter;
                var mass = (prolongs ? _blankMass[k] : total) * letter;
                var next = _next[(k * _letters.Length) + c];
                if (next == _labels.Length)
                    completed += mass;
                else
                    _nextLetterMass[next] += mass;
            }

            // Any letter that is not in the piece. In state 0 it makes no difference whether it is prolonged or written anew.
            _nextLetterMass[0] += Math.Max(0, left);
        }

        (_letterMass, _nextLetterMass) = (_nextLetterMass, _letterMass);
        (_blankMass, _nextBlankMass) = (_nextBlankMass, _blankMass);
        return completed;
    }

    private static int[] Automaton(byte[] labels, byte[] letters)
    {
        var next = new int[labels.Length * letters.Length];
        var border = 0;
        for (var k = 0; k < labels.Length; k++)
        {
            for (var c = 0; c < letters.Length; c++)
            {
                next[(k * letters.Length) + c] = letters[c] == labels[k]
                    ? k + 1
                    : k == 0 ? 0 : next[(border * letters.Length) + c];
            }

            if (k > 0)
                border = next[(border * letters.Length) + Array.IndexOf(letters, labels[k])];
        }

        return next;
    }
}
