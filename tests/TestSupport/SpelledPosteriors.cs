using Indexing.Vision.Embedding;

namespace Indexing.TestSupport;

/// <summary>Stored posteriors of a word image that is read without doubt.</summary>
public static class SpelledPosteriors
{
    /// <summary>Puts nearly all probability on one alignment of a normalised text, spread evenly over the frames.</summary>
    public static byte[] Of(string text, int frames = 32)
    {
        var posteriors = new byte[frames * Alphabet.Size];
        posteriors.AsSpan().Fill(80);
        for (var t = 0; t < frames; t++)
        {
            var (character, position) = Math.DivRem(t * text.Length * 4 / frames, 4);
            var label = position is 1 or 2 ? Alphabet.ClassOf(text[character]) : Alphabet.Blank;
            posteriors[(t * Alphabet.Size) + label] = 1;
        }

        return posteriors;
    }
}
