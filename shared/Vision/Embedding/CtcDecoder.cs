namespace Indexing.Vision.Embedding;

/// <summary>Best-path (greedy) reading of stored posteriors: for display only, search never trusts it.</summary>
public static class CtcDecoder
{
    /// <summary>Reads the most probable class of each frame, merges repeats and drops blanks.</summary>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <returns>
    /// The text (lower-case 0-9a-z and inner spaces) and its confidence 0..1: the geometric mean over the text's characters of the
    /// probability of each character's strongest frame; 0 for an empty text.
    /// </returns>
    public static (string Text, float Confidence) Decode(ReadOnlySpan<byte> posteriors)
    {
        var frames = LogPosteriors.FrameCount(posteriors);
        Span<char> text = stackalloc char[frames];
        var (length, previous, cost, strongest) = (0, Alphabet.Blank, 0, 0);
        for (var t = 0; t < frames; t++)
        {
            var frame = posteriors.Slice(t * Alphabet.Size, Alphabet.Size);
            var best = MostProbable(frame);
            if (best != previous)
            {
                cost += strongest;
                strongest = best == Alphabet.Blank ? 0 : frame[best];
                if (best != Alphabet.Blank)
                    text[length++] = Alphabet.CharacterOf(best);
            }
            else if (best != Alphabet.Blank)
            {
                strongest = Math.Min(strongest, frame[best]);
            }

            previous = best;
        }

        cost += strongest;
        var trimmed = text[..length].Trim(' ');
        return trimmed.IsEmpty ? ("", 0) : (trimmed.ToString(), MathF.Exp(-LogPosteriors.Step * cost / length));
    }

    private static int MostProbable(ReadOnlySpan<byte> frame)
    {
        var best = 0;
        for (var c = 1; c < frame.Length; c++)
            if (frame[c] < frame[best])
                best = c;
        return best;
    }
}
