namespace Indexing.Vision.Embedding;

/// <summary>
/// Scores one query against the stored posteriors of many regions. One instance per query; not safe for concurrent use; nothing is
/// allocated per region.
/// </summary>
/// <remarks>
/// CTC forward recursion (Graves et al. 2006) over the extended query l' = _ q1 _ q2 _ ... _ :
/// <code>a_t(s) = y_t(l'_s) * ( a_{t-1}(s) + a_{t-1}(s-1) + [l'_s != _ and l'_s != l'_{s-2}] a_{t-1}(s-2) )</code>
/// It runs on probabilities and is rescaled at every frame, which needs no logarithm in the inner loop: a query of six letters against
/// 32 frames is about 1,300 multiply-adds.
/// </remarks>
public sealed class PosteriorReranker
{
    private readonly byte[] _labels;
    private readonly double[] _states;
    private readonly double[] _fillerStates;

    /// <summary>Prepares a query.</summary>
    /// <param name="normalized">1..64 characters as <see cref="Alphabet.Normalize"/> returns them.</param>
    /// <exception cref="ArgumentException">The text is empty or holds other characters.</exception>
    public PosteriorReranker(string normalized)
    {
        ArgumentException.ThrowIfNullOrEmpty(normalized);
        var classes = Alphabet.Encode(normalized);
        _labels = new byte[2 * classes.Length + 1];
        for (var i = 0; i < classes.Length; i++)
            _labels[2 * i + 1] = classes[i];
        _states = new double[_labels.Length];
        _fillerStates = new double[_labels.Length + 2];
        Length = classes.Length;
    }

    /// <summary>Number of characters of the query.</summary>
    public int Length { get; }

    /// <summary>Computes the likelihoods of one region.</summary>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <exception cref="ArgumentException">The bytes are no posteriors.</exception>
    public CtcLikelihood Score(ReadOnlySpan<byte> posteriors)
    {
        var frames = LogPosteriors.FrameCount(posteriors);
        var probability = LogPosteriors.ProbabilityTable;
        Span<double> states = _states;
        Span<double> filler = _fillerStates;
        states.Clear();
        filler.Clear();
        double logQuery = 0, logContained = 0;
        int bestPath = 0, nonText = 0;
        for (var t = 0; t < frames; t++)
        {
            var frame = posteriors.Slice(t * Alphabet.Size, Alphabet.Size);
            var best = Smallest(frame);
            bestPath += best;
            nonText += frame[Alphabet.Blank];
            Advance(frame, probability, states, first: t == 0);
            logQuery += Rescale(states);
            AdvanceFiller(frame, probability, probability[best], filler, first: t == 0);
            logContained += Rescale(filler);
        }

        // A query that needs more frames than there are leaves the last states at exactly zero: floor as if every frame were impossible.
        double floor = -25.0 * frames;
        var total = Math.Max(floor, logQuery + Math.Log(states[^1] + states[^2]));
        var contained = Math.Max(floor, logContained + Math.Log(filler[^1] + filler[^2] + filler[^3]));
        return new CtcLikelihood((float)total, -LogPosteriors.Step * bestPath, -LogPosteriors.Step * nonText, (float)contained);
    }

    private void Advance(ReadOnlySpan<byte> frame, ReadOnlySpan<float> probability, Span<double> states, bool first)
    {
        var labels = _labels;
        if (first)
        {
            states[0] = probability[frame[labels[0]]];
            states[1] = probability[frame[labels[1]]];
            return;
        }

        for (var s = labels.Length - 1; s >= 0; s--)
        {
            var sum = states[s];
            if (s > 0)
                sum += states[s - 1];
            if (s > 1 && labels[s] != Alphabet.Blank && labels[s] != labels[s - 2])
                sum += states[s - 2];
            states[s] = sum * probability[frame[labels[s]]];
        }
    }

    /// <summary>
    /// The same recursion between two filler states: index 0 is the filler before the query, 1..n the extended query, n+1 the one behind.
    /// </summary>
    private void AdvanceFiller(ReadOnlySpan<byte> frame, ReadOnlySpan<float> probability, double best, Span<double> states, bool first)
    {
        var labels = _labels;
        var last = labels.Length + 1;
        if (first)
        {
            states[0] = best;
            states[1] = probability[frame[labels[0]]];
            states[2] = probability[frame[labels[1]]];
            return;
        }

        states[last] = best * (states[last] + states[last - 1] + states[last - 2]);
        for (var s = labels.Length - 1; s >= 0; s--)
        {
            var sum = states[s + 1] + states[s];
            if (s == 1 || (s > 1 && labels[s] != Alphabet.Blank && labels[s] != labels[s - 2]))
                sum += states[s - 1];
            states[s + 1] = sum * probability[frame[labels[s]]];
        }

        states[0] *= best;
    }

    private static double Rescale(Span<double> states)
    {
        double sum = 0;
        foreach (var state in states)
            sum += state;
        if (sum <= 0)
            return 0;
        var factor = 1 / sum;
        for (var s = 0; s < states.Length; s++)
            states[s] *= factor;
        return Math.Log(sum);
    }

    private static byte Smallest(ReadOnlySpan<byte> frame)
    {
        var best = frame[0];
        for (var c = 1; c < frame.Length; c++)
            best = Math.Min(best, frame[c]);
        return best;
    }
}
