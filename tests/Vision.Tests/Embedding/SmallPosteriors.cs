using Indexing.Vision.Embedding;

namespace Indexing.Vision.Tests.Embedding;

/// <summary>Posteriors so small that everything they allow can be written out, with probability on a few classes only.</summary>
internal static class SmallPosteriors
{
    /// <summary>Frames with probability on the blank and on these characters; as good as none on all else.</summary>
    public static byte[] Random(int frames, int seed, string characters)
    {
        var random = new Random(seed);
        int[] classes = [Alphabet.Blank, .. characters.Select(Alphabet.ClassOf)];
        var posteriors = new byte[frames * Alphabet.Size];
        posteriors.AsSpan().Fill(250);
        for (var t = 0; t < frames; t++)
        {
            var weights = classes.Select(_ => 0.05 + random.NextDouble()).ToArray();
            foreach (var (weight, label) in weights.Zip(classes))
                posteriors[(t * Alphabet.Size) + label] = (byte)Math.Round(-10 * Math.Log(weight / weights.Sum()));
        }

        return posteriors;
    }

    /// <summary>Every text that the frames can write, with its probability; the frames' probabilities made to add up to 1.</summary>
    public static IEnumerable<(string Text, double Probability)> Texts(byte[] posteriors, string characters)
    {
        var frames = posteriors.Length / Alphabet.Size;
        int[] classes = [Alphabet.Blank, .. characters.Select(Alphabet.ClassOf)];
        var paths = (int)Math.Pow(classes.Length, frames);
        for (var path = 0; path < paths; path++)
        {
            var (text, probability, last, rest) = ("", 1.0, Alphabet.Blank, path);
            for (var t = 0; t < frames; t++, rest /= classes.Length)
            {
                var label = classes[rest % classes.Length];
                probability *= ProbabilityOf(posteriors, t, label);
                if (label != Alphabet.Blank && label != last)
                    text += Alphabet.CharacterOf(label);
                last = label;
            }

            yield return (text, probability);
        }
    }

    private static double ProbabilityOf(byte[] posteriors, int frame, int label)
    {
        var values = posteriors.AsSpan(frame * Alphabet.Size, Alphabet.Size).ToArray().Select(value => Math.Exp(-0.1 * value)).ToArray();
        return values[label] / values.Sum();
    }
}
