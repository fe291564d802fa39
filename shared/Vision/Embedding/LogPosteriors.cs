namespace Indexing.Vision.Embedding;

/// <summary>
/// The stored form of CTC log-posteriors: T frames x 38 classes, row-major, one byte each: -10 * natural logarithm, rounded, at most 250
/// (log-probabilities below -25 are clipped). A word of 32 frames takes 1216 bytes.
/// </summary>
public static class LogPosteriors
{
    /// <summary>Nats per step.</summary>
    public const float Step = 0.1f;

    private const int Largest = 250;
    private static readonly float[] Probabilities = CreateProbabilities();

    /// <summary>Probability of each stored value: exp(-0.1 * value), 256 entries.</summary>
    internal static ReadOnlySpan<float> ProbabilityTable => Probabilities;

    /// <summary>Quantises log-posteriors.</summary>
    /// <param name="logPosteriors">T x 38 natural logarithms, each at most 0.</param>
    /// <param name="destination">Receives as many bytes.</param>
    public static void Quantize(ReadOnlySpan<float> logPosteriors, Span<byte> destination)
    {
        for (var i = 0; i < logPosteriors.Length; i++)
            destination[i] = (byte)Math.Clamp((int)(logPosteriors[i] * (-1 / Step) + 0.5f), 0, Largest);
    }

    /// <summary>Number of frames of a stored value.</summary>
    /// <exception cref="ArgumentException">The length is not a positive multiple of 38.</exception>
    public static int FrameCount(ReadOnlySpan<byte> posteriors)
    {
        var (frames, rest) = Math.DivRem(posteriors.Length, Alphabet.Size);
        return frames > 0 && rest == 0
            ? frames
            : throw new ArgumentException($"{posteriors.Length} bytes are no posteriors: expected a positive multiple of {Alphabet.Size}.");
    }

    private static float[] CreateProbabilities()
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++)
            table[i] = MathF.Exp(-Step * i);
        return table;
    }
}
